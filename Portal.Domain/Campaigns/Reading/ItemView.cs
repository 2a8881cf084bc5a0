using Portal.Domain.Campaigns.Orders;

namespace Portal.Domain.Campaigns.Reading;

/// <summary>One item in a list.</summary>
/// <param name="UnitName">The unit's name today.</param>
/// <param name="Phase">The phase's position.</param>
/// <param name="IsOverdue">It is not reported, and the deadline is past.</param>
/// <param name="IsLate">It was reported after the deadline.</param>
public sealed record ItemView(
    long Id,
    int UnitId,
    string UnitCode,
    string UnitName,
    int Phase,
    string Name,
    DateOnly DueOn,
    ItemState State,
    DateTimeOffset? ReportedAt,
    DateTimeOffset? DoneAt,
    int? Cleared,
    bool IsOverdue,
    bool IsLate,
    int Revision
);
