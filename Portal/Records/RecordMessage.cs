using Portal.Domain.Records;

namespace Portal.Records;

/// <summary>A record in API calls; only appeals have the last two fields. CSV columns have the same names.</summary>
/// <remarks>
/// A field that is left out keeps what is stored of the record; null clears it. <c>updatedAt</c> may also be a whole number: the source's
/// revision of the record.
/// </remarks>
public sealed record RecordMessage(
    string Source,
    string CaseNo,
    string UnitCode,
    string? ItemCode,
    Channel? Channel,
    DateTimeOffset AcceptedAt,
    DateTimeOffset? ClosedAt,
    CaseOutcome? Outcome,
    DateTimeOffset? UpdatedAt,
    DateTimeOffset? DueAt,
    IReadOnlyList<SuspensionAnswer>? Suspensions,
    int? ExtensionDays,
    byte? Satisfaction,
    ServiceMode? ServiceMode,
    AppealSource? AppealSource,
    DateTimeOffset? FirstReplyAt
);
