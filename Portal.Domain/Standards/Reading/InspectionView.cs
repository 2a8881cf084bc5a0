using Portal.Domain.Organisation;

namespace Portal.Domain.Standards.Reading;

/// <summary>An inspection with the texts of what was missing.</summary>
public sealed record InspectionView(Inspection Inspection, IReadOnlyList<string> Missing);
