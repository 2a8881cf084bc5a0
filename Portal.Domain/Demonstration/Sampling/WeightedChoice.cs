namespace Portal.Domain.Demonstration.Sampling;

/// <summary>Draws one of some things, each as often as its weight says.</summary>
internal sealed class WeightedChoice<T>
{
    private readonly T[] _things;
    private readonly double[] _upTo;

    public WeightedChoice(IEnumerable<T> things, Func<T, double> weight)
    {
        _things = [.. things.Where(t => weight(t) > 0)];
        _upTo = new double[_things.Length];
        var sum = 0.0;
        for (var i = 0; i < _things.Length; i++)
            _upTo[i] = sum += weight(_things[i]);
    }

    public T Draw(SteadyRandom random)
    {
        var place = Array.BinarySearch(_upTo, random.Share() * _upTo[^1]);
        return _things[Math.Min(place >= 0 ? place + 1 : ~place, _things.Length - 1)];
    }
}
