namespace Portal.Domain.Figures.Owed;

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

    public static ReportingCount operator +(ReportingCount a, ReportingCount b) =>
        new(a.Expected + b.Expected, a.In + b.In, a.Approved + b.Approved, a.Due + b.Due, a.InTime + b.InTime);

    /// <summary>Those that are expected are counted, others are not.</summary>
    public static ReportingCount Of(IEnumerable<SheetStanding> sheets) =>
        sheets.Aggregate(default(ReportingCount), (sum, s) => sum + Of(s));

    public static ReportingCount Of(SheetStanding s) =>
        !s.IsExpected
            ? default
            : new(1, s.IsIn ? 1 : 0, s.FirstApprovedAt is null ? 0 : 1, s.IsIn || s.IsLate ? 1 : 0, s.IsIn && !s.IsLate ? 1 : 0);
}
