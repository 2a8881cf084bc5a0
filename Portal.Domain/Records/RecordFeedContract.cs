using Portal.Domain.Organisation;

namespace Portal.Domain.Records;

/// <summary>Reads the records that came in last, without anything personal.</summary>
public interface IRecordFeed
{
    /// <summary>The latest accepted first; empty when there is none, or the unit is out of scope.</summary>
    Task<IReadOnlyList<RecentRecord>> LatestAsync(UnitScope scope, RecordFeedQuery query, CancellationToken cancellation = default);
}

/// <summary>A question for the latest records.</summary>
/// <param name="UnitId">The unit, the units below it included.</param>
/// <param name="From">The first day of acceptance, inclusive.</param>
/// <param name="To">The last day of acceptance, inclusive.</param>
/// <param name="Channel">Only records of one channel.</param>
/// <param name="Count">How many at most.</param>
public sealed record RecordFeedQuery(int UnitId, DateOnly From, DateOnly To, RecordStream Stream, Channel? Channel, int Count);

/// <summary>What may be shown of a record to whoever sees figures of its unit.</summary>
/// <param name="ItemName">Null when the record names no item.</param>
/// <param name="ClosedAt">Null while open.</param>
/// <param name="Outcome">Null while open.</param>
/// <param name="DueAt">Null when nothing limits the record.</param>
public sealed record RecentRecord(
    long Id,
    string UnitCode,
    string UnitName,
    string? ItemName,
    Channel Channel,
    DateTimeOffset AcceptedAt,
    DateTimeOffset? ClosedAt,
    CaseOutcome? Outcome,
    DateTimeOffset? DueAt,
    bool Overdue
)
{
    /// <summary>The last thing that happened to it.</summary>
    public DateTimeOffset ChangedAt => ClosedAt ?? AcceptedAt;
}
