namespace Portal.Domain.Figures.Owed;

/// <summary>Counts of owed sheets that were submitted, in time and approved: the parts of completeness and timeliness.</summary>
/// <param name="Expected">Of months that are over.</param>
/// <param name="In">Submitted at least once.</param>
/// <param name="Approved">A version of it was approved.</param>
/// <param name="Due">Submitted, or the deadline is over.</param>
/// <param name="InTime">Of those due, first submitted by the deadline.</param>
public readonly record struct ReportingCount(int Expected, int In, int Approved, int Due, int InTime)
{
    /// <summary>Expected and not submitted.</summary>
    public int Missing => Expected - In;

    public static ReportingCount operator +(ReportingCount a, ReportingCount b) =>
        new(a.Expected + b.Expected, a.In + b.In, a.Approved + b.Approved, a.Due + b.Due, a.InTime + b.InTime);

    /// <summary>Counts the expected sheets only.</summary>
    public static ReportingCount Of(IEnumerable<OwedSheetProgress> sheets) =>
        sheets.Aggregate(default(ReportingCount), (sum, s) => sum + Of(s));

    public static ReportingCount Of(OwedSheetProgress s) =>
        !s.IsExpected
            ? default
            : new(1, s.IsIn ? 1 : 0, s.FirstApprovedAt is null ? 0 : 1, s.IsIn || s.IsLate ? 1 : 0, s.IsIn && !s.IsLate ? 1 : 0);
}
