namespace Portal.Domain.Figures;

/// <summary>How many of some owed sheets are in, in time and approved: what completeness and timeliness are made of.</summary>
/// <param name="Expected">Of months that are over.</param>
/// <param name="In">Handed in at least once.</param>
/// <param name="Approved">A version of it was approved.</param>
/// <param name="Due">Handed in, or the deadline is over.</param>
/// <param name="InTime">Of those due, first handed in by the deadline.</param>
public readonly record struct ReportingCount(int Expected, int In, int Approved, int Due, int InTime)
{
    /// <summary>Expected and not in.</summary>
    public int Missing => Expected - In;

    /// <summary>Those that are expected are counted, others are not.</summary>
    public static ReportingCount Of(IEnumerable<SheetStanding> sheets) => sheets.Where(s => s.IsExpected).Aggregate(
        default(ReportingCount),
        (sum, s) => new(
            sum.Expected + 1,
            sum.In + (s.IsIn ? 1 : 0),
            sum.Approved + (s.FirstApprovedAt is null ? 0 : 1),
            sum.Due + (s.IsIn || s.IsLate ? 1 : 0),
            sum.InTime + (s.IsIn && !s.IsLate ? 1 : 0)));
}
