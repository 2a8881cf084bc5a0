using Portal.Domain.Organisation;

namespace Portal.Domain.Standards.Reading;

/// <summary>How many points of a kind there are.</summary>
/// <param name="Points">All that have to meet the standard: planned and open ones.</param>
/// <param name="Built">Of these open.</param>
/// <param name="Compliant">Of these compliant.</param>
/// <param name="Overdue">Of these late in making good what was found.</param>
public sealed record KindTotals(PointKind Kind, int Points, int Built, int Compliant, int Overdue)
{
    /// <summary>达标率, 0 to 1; null without points.</summary>
    public decimal? Ratio => Points == 0 ? null : (decimal)Compliant / Points;
}
