using Portal.Domain.Organisation;

namespace Portal.Domain.Standards.Reading;

/// <summary>A service point on a day.</summary>
/// <param name="UnitName">The name of its unit on the day.</param>
/// <param name="OpenedOn">The first day of service; null when not built, or not built on the day yet.</param>
/// <param name="RequiredArea">The least floor area by the standard in force, in square metres; null when it asks for none.</param>
/// <param name="Latest">The latest inspection up to the day; null without one.</param>
/// <param name="Missing">The texts of the requirements that it found not to be met.</param>
/// <param name="IsOverdue">The day to make it good is past, and no later inspection found it made good.</param>
public sealed record PointView(
    string Code,
    string Name,
    PointKind Kind,
    int UnitId,
    string UnitCode,
    string UnitName,
    DateOnly? OpenedOn,
    DateOnly? PlannedFor,
    string? Plan,
    decimal? FloorArea,
    decimal? RequiredArea,
    PointCompliance State,
    Inspection? Latest,
    IReadOnlyList<string> Missing,
    bool IsOverdue
);
