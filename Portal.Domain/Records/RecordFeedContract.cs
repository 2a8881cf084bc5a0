using Portal.Domain.Organisation;

namespace Portal.Domain.Records;

/// <summary>Reads the latest records, without personal data.</summary>
public interface IRecordFeed
{
    /// <summary>The latest accepted first; empty when there is none, or the unit is out of scope.</summary>
    Task<IReadOnlyList<RecentRecord>> LatestAsync(UnitScope scope, RecordFeedQuery query, CancellationToken cancellation = default);
}

/// <summary>A query for the latest records.</summary>
/// <param name="UnitId">The unit, the units below it included.</param>
/// <param name="From">The first day of acceptance, inclusive.</param>
/// <param name="To">The last day of acceptance, inclusive.</param>
/// <param name="Channel">Only records of one channel; null for all.</param>
/// <param name="Count">The largest number of records.</param>
public sealed record RecordFeedQuery(int UnitId, DateOnly From, DateOnly To, RecordStream Stream, Channel? Channel, int Count);

/// <summary>The fields of a record that are shown to every user with a right to the figures of its unit.</summary>
/// <param name="ItemName">Null when the record names no item.</param>
/// <param name="ClosedAt">Null while open.</param>
/// <param name="Outcome">Null while open.</param>
/// <param name="DueAt">Null when the record has no limit.</param>
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
    /// <summary>The name of its source.</summary>
    public string Source { get; init; } = "";

    /// <summary>The number in the source; with <see cref="Source"/> it leads to the record's page.</summary>
    public string CaseNo { get; init; } = "";

    /// <summary>When the record was closed or, while open, accepted.</summary>
    public DateTimeOffset ChangedAt => ClosedAt ?? AcceptedAt;
}
