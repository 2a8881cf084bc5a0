namespace Portal.Domain.Figures.Owed;

/// <summary>Counts of owed sheets by state: they add up where the sheets themselves are too many to list.</summary>
/// <param name="All">Also those of months that are not over.</param>
/// <param name="In">Submitted at least once.</param>
/// <param name="CameLate">Submitted, but after the deadline.</param>
/// <param name="Overdue">Not submitted, and the deadline is over.</param>
/// <param name="Returned">Returned to the clerk.</param>
/// <param name="Approved">With an approved present version.</param>
/// <param name="Count">The parts of completeness and timeliness.</param>
public readonly record struct SheetTally(int All, int In, int CameLate, int Overdue, int Returned, int Approved, ReportingCount Count)
{
    public static SheetTally operator +(SheetTally a, SheetTally b) =>
        new(
            a.All + b.All,
            a.In + b.In,
            a.CameLate + b.CameLate,
            a.Overdue + b.Overdue,
            a.Returned + b.Returned,
            a.Approved + b.Approved,
            a.Count + b.Count
        );

    public static SheetTally Of(IEnumerable<OwedSheetProgress> sheets) => sheets.Aggregate(default(SheetTally), (sum, s) => sum + Of(s));

    public static SheetTally Of(OwedSheetProgress s) =>
        new(
            1,
            s.IsIn ? 1 : 0,
            s is { IsIn: true, IsLate: true } ? 1 : 0,
            s is { IsIn: false, IsLate: true } ? 1 : 0,
            s.State == SheetState.Returned ? 1 : 0,
            s.State == SheetState.Approved ? 1 : 0,
            ReportingCount.Of(s)
        );
}
