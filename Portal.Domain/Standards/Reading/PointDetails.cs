using Portal.Domain.Standards.Checklists;

namespace Portal.Domain.Standards.Reading;

/// <summary>One point with its checklist and all its inspections.</summary>
/// <param name="Point">Today.</param>
/// <param name="Standard">In force today; null when there is none.</param>
/// <param name="Inspections">The latest first, each with the texts of what was missing.</param>
public sealed record PointDetails(PointView Point, ServiceStandard? Standard, IReadOnlyList<InspectionView> Inspections);
