namespace Portal.Domain.Demonstration.Sampling;

/// <summary>Draws one of some items, with a probability in proportion to its weight. Items without a weight are never drawn.</summary>
internal sealed class WeightedChoice<T>
{
    private readonly T[] _items;
    private readonly double[] _cumulative;

    public WeightedChoice(IEnumerable<T> items, Func<T, double> weight)
    {
        _items = [.. items.Where(t => weight(t) > 0)];
        _cumulative = new double[_items.Length];
        var sum = 0.0;
        for (var i = 0; i < _items.Length; i++)
            _cumulative[i] = sum += weight(_items[i]);
    }

    public T Draw(DeterministicRandom random)
    {
        var place = Array.BinarySearch(_cumulative, random.Share() * _cumulative[^1]);
        return _items[Math.Min(place >= 0 ? place + 1 : ~place, _items.Length - 1)];
    }
}
