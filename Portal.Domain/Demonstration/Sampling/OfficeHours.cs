namespace Portal.Domain.Demonstration.Sampling;

/// <summary>Draws arrival and closing times of day. Windows are open 8:30–12:00 and 14:00–17:30.</summary>
internal static class OfficeHours
{
    public static readonly TimeOnly Opens = new(8, 30);
    public static readonly TimeOnly LunchBegins = new(12, 0);
    public static readonly TimeOnly LunchEnds = new(14, 0);
    public static readonly TimeOnly Closes = new(17, 30);

    private const int Minute = 60;

    public static bool IsOpen(TimeOnly time) => (time >= Opens && time < LunchBegins) || (time >= LunchEnds && time < Closes);

    /// <summary>An arrival at a window: most about ten and about three o'clock.</summary>
    public static TimeOnly Arrival(DeterministicRandom random) =>
        random.Chance(0.58)
            ? Seconds((int)random.Around(Of(Opens), Of(new TimeOnly(11, 50))))
            : Seconds((int)random.Around(Of(LunchEnds), Of(new TimeOnly(17, 20))));

    /// <summary>An arrival in extended hours: at lunch time or after 17:30.</summary>
    public static TimeOnly Extended(DeterministicRandom random) =>
        random.Chance(0.55)
            ? Seconds(random.Between(Of(new TimeOnly(12, 2)), Of(new TimeOnly(13, 10))))
            : Seconds(random.Between(Of(new TimeOnly(17, 32)), Of(new TimeOnly(18, 5))));

    /// <summary>An online submission: mostly by day, about a quarter in the evening.</summary>
    public static TimeOnly Online(DeterministicRandom random) =>
        random.Share() switch
        {
            < 0.45 => Seconds((int)random.Around(Of(new TimeOnly(7, 20)), Of(new TimeOnly(12, 30)))),
            < 0.74 => Seconds((int)random.Around(Of(new TimeOnly(12, 30)), Of(new TimeOnly(18, 30)))),
            _ => Seconds((int)random.Around(Of(new TimeOnly(18, 30)), Of(new TimeOnly(23, 40)))),
        };

    /// <summary>The end of work of some minutes: it pauses at lunch and ends shortly after 17:30 at the latest.</summary>
    public static TimeOnly Finish(TimeOnly start, int minutes, DeterministicRandom random)
    {
        var end = Of(start) + (minutes * Minute) + random.Between(0, 59);
        if (start < LunchBegins && end >= Of(LunchBegins))
            end += Of(LunchEnds) - Of(LunchBegins);
        var latest = Math.Max(Of(Closes), Of(start) + (3 * Minute)) + random.Between(0, 12 * Minute);
        return Seconds(Math.Min(end, latest));
    }

    /// <summary>The time some minutes and a few seconds later, but before midnight.</summary>
    public static TimeOnly Later(TimeOnly time, int minutes, DeterministicRandom random) =>
        Seconds(Math.Min(Of(time) + (minutes * Minute) + random.Between(0, 59), (24 * 60 * Minute) - 1 - random.Between(0, 600)));

    private static int Of(TimeOnly time) => (int)(time.Ticks / TimeSpan.TicksPerSecond);

    private static TimeOnly Seconds(int ofDay) => new(ofDay * TimeSpan.TicksPerSecond);
}
