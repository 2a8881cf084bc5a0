namespace Portal.Domain.Figures.Owed;

/// <summary>How some owed sheets stand, as numbers alone: they add up where the sheets themselves are too many to list.</summary>
/// <param name="All">Also those of months that are not over.</param>
/// <param name="In">Handed in at least once.</param>
/// <param name="CameLate">In, but after the deadline.</param>
/// <param name="Overdue">Not in, and the deadline is over.</param>
/// <param name="Returned">Given back.</param>
/// <param name="Approved">Whose present version is approved.</param>
/// <param name="Count">What completeness and timeliness are made of.</param>
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

    public static SheetTally Of(IEnumerable<SheetStanding> sheets) => sheets.Aggregate(default(SheetTally), (sum, s) => sum + Of(s));

    public static SheetTally Of(SheetStanding s) =>
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
