namespace Portal.Domain.Supervision.Clocks;

/// <summary>The clock of one level of a card or task: how much working time it has used, and since when it runs.</summary>
/// <remarks>
/// A change of the limit or of the office keeps the time that was used; an escalation or a hand-over begins a new clock. While it stands
/// still it uses nothing. Events come in order of time.
/// </remarks>
/// <param name="Hours">The hours of the office that has to act.</param>
/// <param name="Limit">The working time that it has.</param>
/// <param name="Used">The working time used before <paramref name="RunsSince"/>, or in all while it stands still.</param>
/// <param name="RunsSince">Null while it stands still.</param>
public sealed record LevelClock(WorkingHours Hours, TimeSpan Limit, TimeSpan Used, DateTimeOffset? RunsSince)
{
    /// <summary>A clock that starts at the instant or, outside working hours, with the next working time.</summary>
    public static LevelClock Start(DateTimeOffset at, WorkingHours hours, TimeSpan limit) => new(hours, limit, TimeSpan.Zero, at);

    /// <summary>The working time used until the instant.</summary>
    public TimeSpan UsedAt(DateTimeOffset at, WorkingClock clock) => RunsSince is { } since ? Used + clock.Between(since, at, Hours) : Used;

    /// <summary>The instant at which the limit is used up if nothing happens; null while it stands still with time left.</summary>
    public DateTimeOffset? RunsOutAt(WorkingClock clock) => RunsSince is { } since ? clock.After(since, Limit - Used, Hours) : null;

    /// <summary>The clock stands still from the instant on. No change while it stands still already.</summary>
    public LevelClock Pause(DateTimeOffset at, WorkingClock clock) =>
        RunsSince is null ? this : this with { Used = UsedAt(at, clock), RunsSince = null };

    /// <summary>The clock runs again. No change while it runs.</summary>
    public LevelClock Resume(DateTimeOffset at) => RunsSince is null ? this with { RunsSince = at } : this;

    /// <summary>Another office, or other hours of the same, from the instant on: the time used stays.</summary>
    public LevelClock WithHours(DateTimeOffset at, WorkingHours hours, WorkingClock clock) =>
        this with
        {
            Hours = hours,
            Used = UsedAt(at, clock),
            RunsSince = RunsSince is null ? null : at,
        };

    /// <summary>Another limit from now on: the time used stays, so that it may be used up at once.</summary>
    public LevelClock WithLimit(TimeSpan limit) => this with { Limit = limit };

    /// <summary>
    /// A new clock for the office that takes over: at least the minimum, whatever the level's limit. It stands still if this one does.
    /// </summary>
    public LevelClock HandOver(DateTimeOffset at, WorkingHours hours, TimeSpan limit, TimeSpan minimum) =>
        new(hours, limit < minimum ? minimum : limit, TimeSpan.Zero, RunsSince is null ? null : at);
}
