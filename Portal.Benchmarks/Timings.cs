namespace Portal.Benchmarks;

/// <summary>How long something took, many times.</summary>
internal sealed class Timings
{
    private readonly List<TimeSpan> _times = [];

    public TimeSpan Median => At(0.5);

    public TimeSpan P99 => At(0.99);

    public TimeSpan Slowest => At(1);

    public void Add(TimeSpan time) => _times.Add(time);

    private TimeSpan At(double part) => _times.Order().ElementAt(Math.Min((int)(_times.Count * part), _times.Count - 1));
}
