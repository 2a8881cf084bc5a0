namespace Portal.Domain.Demonstration.Sampling;

/// <summary>When people come and when clerks finish: windows are open 8:30–12:00 and 14:00–17:30.</summary>
internal static class OfficeHours
{
    public static readonly TimeOnly Opens = new(8, 30);
    public static readonly TimeOnly LunchBegins = new(12, 0);
    public static readonly TimeOnly LunchEnds = new(14, 0);
    public static readonly TimeOnly Closes = new(17, 30);

    private const int Minute = 60;

    public static bool AreOpen(TimeOnly time) => (time >= Opens && time < LunchBegins) || (time >= LunchEnds && time < Closes);

    /// <summary>When somebody comes to a window: most about ten and about three.</summary>
    public static TimeOnly Arrival(SteadyRandom random) =>
        random.Chance(0.58)
            ? Seconds((int)random.Around(Of(Opens), Of(new TimeOnly(11, 50))))
            : Seconds((int)random.Around(Of(LunchEnds), Of(new TimeOnly(17, 20))));

    /// <summary>When somebody is served though the windows are closed: over lunch or after five.</summary>
    public static TimeOnly Extended(SteadyRandom random) =>
        random.Chance(0.55)
            ? Seconds(random.Between(Of(new TimeOnly(12, 2)), Of(new TimeOnly(13, 10))))
            : Seconds(random.Between(Of(new TimeOnly(17, 32)), Of(new TimeOnly(18, 5))));

    /// <summary>When somebody sends something in: mostly by day, a third of it in the evening.</summary>
    public static TimeOnly Online(SteadyRandom random) =>
        random.Share() switch
        {
            < 0.45 => Seconds((int)random.Around(Of(new TimeOnly(7, 20)), Of(new TimeOnly(12, 30)))),
            < 0.74 => Seconds((int)random.Around(Of(new TimeOnly(12, 30)), Of(new TimeOnly(18, 30)))),
            _ => Seconds((int)random.Around(Of(new TimeOnly(18, 30)), Of(new TimeOnly(23, 40)))),
        };

    /// <summary>The end of work that takes some minutes: it stands still over lunch and is done at the latest shortly after five.</summary>
    public static TimeOnly Finish(TimeOnly begun, int minutes, SteadyRandom random)
    {
        var end = Of(begun) + (minutes * Minute) + random.Between(0, 59);
        if (begun < LunchBegins && end >= Of(LunchBegins))
            end += Of(LunchEnds) - Of(LunchBegins);
        var latest = Math.Max(Of(Closes), Of(begun) + (3 * Minute)) + random.Between(0, 12 * Minute);
        return Seconds(Math.Min(end, latest));
    }

    /// <summary>So many minutes and some seconds later, but before midnight.</summary>
    public static TimeOnly Later(TimeOnly time, int minutes, SteadyRandom random) =>
        Seconds(Math.Min(Of(time) + (minutes * Minute) + random.Between(0, 59), (24 * 60 * Minute) - 1 - random.Between(0, 600)));

    private static int Of(TimeOnly time) => (int)(time.Ticks / TimeSpan.TicksPerSecond);

    private static TimeOnly Seconds(int ofDay) => new(ofDay * TimeSpan.TicksPerSecond);
}
