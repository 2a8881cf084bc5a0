using Portal.Domain.Organisation;
using Portal.Domain.Standards.Reading;

namespace Portal.Standards;

/// <summary>A service point in the API.</summary>
/// <param name="State">notBuilt, notInspected, notCompliant or compliant.</param>
/// <param name="FloorArea">Square metres; null when not known.</param>
/// <param name="RequiredArea">Square metres; null when the standard asks for none.</param>
/// <param name="InspectedOn">The day of the latest inspection; null without one.</param>
/// <param name="Missing">The requirements that it found not to be met.</param>
/// <param name="MendBy">The last day to make it good.</param>
public sealed record PointAnswer(
    string Code,
    string Name,
    PointKind Kind,
    string Unit,
    PointCompliance State,
    DateOnly? OpenedOn,
    decimal? FloorArea,
    decimal? RequiredArea,
    DateOnly? InspectedOn,
    IReadOnlyList<string> Missing,
    string? Remark,
    DateOnly? MendBy,
    string? Plan,
    DateOnly? PlannedFor
)
{
    internal static PointAnswer Of(PointView point) =>
        new(
            point.Code,
            point.Name,
            point.Kind,
            point.UnitCode,
            point.State,
            point.OpenedOn,
            point.FloorArea,
            point.RequiredArea,
            point.Latest?.InspectedOn,
            point.Missing,
            point.Latest?.Remark,
            point.Latest?.MendBy,
            point.Plan,
            point.PlannedFor
        );
}
