namespace Portal.Domain.Records.Lists;

/// <summary>Conditions on the state of records at an instant: what was closed later is still open then.</summary>
/// <param name="asOf">Null for now, by the stored state.</param>
internal readonly struct RecordState(DateTimeOffset? asOf)
{
    /// <summary>Accepted by then.</summary>
    public IQueryable<ServiceRecord> Known(IQueryable<ServiceRecord> records)
    {
        var at = asOf;
        return at is null ? records : records.Where(r => r.AcceptedAt <= at);
    }

    public IQueryable<ServiceRecord> Open(IQueryable<ServiceRecord> records)
    {
        var at = asOf;
        return at is null ? records.Where(r => r.ClosedAt == null) : records.Where(r => r.ClosedAt == null || r.ClosedAt > at);
    }

    public IQueryable<ServiceRecord> Closed(IQueryable<ServiceRecord> records)
    {
        var at = asOf;
        return at is null ? records.Where(r => r.ClosedAt != null) : records.Where(r => r.ClosedAt <= at);
    }

    /// <summary>Not closed by the end of the day; without a day, open.</summary>
    public IQueryable<ServiceRecord> OpenAtEndOf(IQueryable<ServiceRecord> records, DateOnly? day)
    {
        var at = asOf;
        return day is not { } last ? Open(records)
            : at is null ? records.Where(r => r.ClosedDay == null || r.ClosedDay > last)
            : records.Where(r => r.ClosedDay == null || r.ClosedDay > last || r.ClosedAt > at);
    }

    /// <summary>Closed with this outcome.</summary>
    public IQueryable<ServiceRecord> Ended(IQueryable<ServiceRecord> records, CaseOutcome outcome) =>
        Closed(records).Where(r => r.Outcome == outcome);

    /// <summary>Neither withdrawn nor refused at the door: these are in no denominator.</summary>
    public IQueryable<ServiceRecord> Counted(IQueryable<ServiceRecord> records)
    {
        var at = asOf;
        return at is null
            ? records.Where(r => r.Outcome == null || (r.Outcome != CaseOutcome.Withdrawn && r.Outcome != CaseOutcome.NotAccepted))
            : records.Where(r =>
                r.ClosedAt == null
                || r.ClosedAt > at
                || r.Outcome == null
                || (r.Outcome != CaseOutcome.Withdrawn && r.Outcome != CaseOutcome.NotAccepted)
            );
    }

    public IQueryable<ServiceRecord> OnTheSpot(IQueryable<ServiceRecord> records) =>
        Closed(records).Where(r => r.ClosedDay == r.AcceptedDay);

    /// <summary>Closed later than on the day of acceptance, or open.</summary>
    public IQueryable<ServiceRecord> NotOnTheSpot(IQueryable<ServiceRecord> records)
    {
        var at = asOf;
        return at is null
            ? records.Where(r => r.ClosedDay == null || r.ClosedDay != r.AcceptedDay)
            : records.Where(r => r.ClosedDay == null || r.ClosedAt > at || r.ClosedDay != r.AcceptedDay);
    }

    public IQueryable<ServiceRecord> Overdue(IQueryable<ServiceRecord> records)
    {
        var at = asOf;
        return at is null
            ? records.Where(r => r.Overdue)
            : records.Where(r => (r.ClosedAt <= at && r.ClosedAt > r.DueAt) || ((r.ClosedAt == null || r.ClosedAt > at) && r.DueAt < at));
    }

    /// <summary>Not <see cref="Overdue"/>, those without a due time included.</summary>
    public IQueryable<ServiceRecord> NotOverdue(IQueryable<ServiceRecord> records)
    {
        var at = asOf;
        return at is null
            ? records.Where(r => !r.Overdue)
            : records.Where(r =>
                r.DueAt == null
                || (r.ClosedAt != null && r.ClosedAt <= at && r.ClosedAt <= r.DueAt)
                || ((r.ClosedAt == null || r.ClosedAt > at) && r.DueAt >= at)
            );
    }
}
