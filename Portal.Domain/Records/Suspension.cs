namespace Portal.Domain.Records;

/// <summary>A span of days that does not count towards a record's time limit (行政许可法 art. 45), both ends inclusive.</summary>
public readonly record struct Suspension
{
    public DateOnly From { get; }

    public DateOnly To { get; }

    /// <summary>Hearing, tender, inspection …; null when not given.</summary>
    public string? Reason { get; }

    /// <exception cref="ArgumentOutOfRangeException"><paramref name="to"/> is before <paramref name="from"/>.</exception>
    public Suspension(DateOnly from, DateOnly to, string? reason = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(to, from);
        (From, To, Reason) = (from, to, string.IsNullOrWhiteSpace(reason) ? null : reason.Trim());
    }

    public bool Covers(DateOnly day) => From <= day && day <= To;
}
