using System.Diagnostics;

namespace Portal.Benchmarks;

/// <summary>The durations of many runs.</summary>
internal sealed class Timings
{
    private readonly List<TimeSpan> _times = [];

    /// <summary>Measures work that is repeated.</summary>
    /// <param name="work">Gets the number of its round: below 0 while it warms up, which does not count.</param>
    public static async Task<Timings> OfAsync(Func<int, Task> work, int warmUp, int rounds)
    {
        var times = new Timings();
        for (var round = -warmUp; round < rounds; round++)
        {
            var watch = Stopwatch.StartNew();
            await work(round);
            if (round >= 0)
                times.Add(watch.Elapsed);
        }
        return times;
    }

    public TimeSpan Median => At(0.5);

    public TimeSpan P99 => At(0.99);

    public TimeSpan Slowest => At(1);

    public void Add(TimeSpan time) => _times.Add(time);

    private TimeSpan At(double part) => _times.Order().ElementAt(Math.Min((int)(_times.Count * part), _times.Count - 1));
}
