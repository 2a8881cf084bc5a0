using Portal.Domain.Organisation;

namespace Portal.Standards;

/// <summary>How many points of a kind there are in the API.</summary>
/// <param name="Points">All that have to meet the standard.</param>
/// <param name="Built">Of these open.</param>
/// <param name="Compliant">Of these compliant.</param>
/// <param name="Ratio">Compliant of points, 0 to 1, unrounded.</param>
public sealed record KindAnswer(PointKind Kind, int Points, int Built, int Compliant, decimal? Ratio);
