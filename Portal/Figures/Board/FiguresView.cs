using Portal.Domain.Figures.Forms;
using Portal.Domain.Figures.Owed;
using Portal.Domain.Figures.Sheets;
using Portal.Domain.Organisation;
using Portal.Figures.Feed;

namespace Portal.Figures.Board;

/// <summary>A unit in a list.</summary>
/// <param name="Depth">How far below the top one.</param>
public sealed record UnitEntry(int Id, string Code, string Name, UnitKind Kind, int Depth);

/// <summary>An owed sheet with the names that the page shows.</summary>
/// <param name="RemindedAt">The instant of the last reminder; null when there was none.</param>
public sealed record OwedRow(OwedSheetProgress Sheet, SheetKey Key, string UnitName, string? AwaitingName, DateTimeOffset? RemindedAt)
{
    public string FormName => Sheet.Form.At(Sheet.Month).Definition.Name.ToString();

    /// <summary>The next step is a unit's below: it has to submit, correct or approve the sheet.</summary>
    public bool IsOpen => Sheet.State is SheetState.NotBegun or SheetState.Draft or SheetState.Returned;
}

/// <summary>The sheets of one month.</summary>
/// <param name="IsDue">The latest month that is over.</param>
public sealed record OwedMonth(DateOnly Month, bool IsDue, IReadOnlyList<OwedRow> Rows)
{
    public int Open => Rows.Count(r => r.IsOpen);

    /// <summary>The nearest deadline of the sheets not submitted; null when all are.</summary>
    public OwedSheetProgress? Next => Rows.Where(r => !r.Sheet.IsIn && r.Sheet.IsExpected).Select(r => r.Sheet).MinBy(s => s.Deadline.Day);
}

/// <summary>Sheet by sheet.</summary>
/// <param name="Unit">The unit shown with those below; null for everything.</param>
/// <param name="Months">The due month first, then earlier ones that still have open sheets, then the one that runs.</param>
public sealed record OwedView(FiguresAddress Address, UnitEntry? Unit, IReadOnlyList<OwedMonth> Months, DateOnly Today)
{
    /// <summary>Only the unit's own sheets and those of the units directly below, because there are too many more.</summary>
    public bool IsPartial { get; init; }

    /// <summary>The year of a list with a <see cref="FiguresAddress.Part"/>.</summary>
    public int Year { get; init; }

    /// <summary>The name of the one unit whose own sheets are listed; null for all.</summary>
    public string? OnlyName { get; init; }

    /// <summary>The number of sheets.</summary>
    public int Count => Months.Sum(month => month.Rows.Count);
}

/// <summary>The sheets that a unit owes for a month.</summary>
/// <param name="Sheets">The sheets themselves; none where they were only counted.</param>
public sealed record BoardCell(DateOnly Month, SheetTally Tally, IReadOnlyList<OwedSheetProgress> Sheets)
{
    public BoardCell(DateOnly month, IReadOnlyList<OwedSheetProgress> sheets)
        : this(month, SheetTally.Of(sheets), sheets) { }

    public int All => Tally.All;

    public int In => Tally.In;

    /// <summary>Submitted, but after the deadline.</summary>
    public int CameLate => Tally.CameLate;

    /// <summary>The most urgent state among the sheets.</summary>
    public BoardMark Mark =>
        All == 0 ? BoardMark.None
        : Tally.Overdue > 0 ? BoardMark.Overdue
        : Tally.Returned > 0 ? BoardMark.Returned
        : In < All ? (Tally.Count.Expected > 0 ? BoardMark.Open : BoardMark.Running)
        : Tally.Approved == All ? BoardMark.Approved
        : BoardMark.In;
}

/// <summary>The state of a cell of the board; each has a sign and a word.</summary>
public enum BoardMark
{
    /// <summary>No sheet is owed.</summary>
    None,

    /// <summary>The month is not over yet.</summary>
    Running,

    /// <summary>A sheet is not submitted, and the deadline is not over.</summary>
    Open,

    /// <summary>A sheet is not submitted, and the deadline is over.</summary>
    Overdue,

    /// <summary>A sheet was returned.</summary>
    Returned,

    /// <summary>All are submitted, not all approved.</summary>
    In,
    Approved,
}

/// <summary>A unit's year.</summary>
/// <param name="IsLeaf">The unit's metrics count these cells alone: it never had units below, or their figures are included.</param>
/// <param name="RemindedOn">The day of the last reminder of its owed sheets; null when there was none.</param>
public sealed record BoardRow(UnitEntry Unit, IReadOnlyList<BoardCell> Cells, bool IsLeaf, DateOnly? RemindedOn)
{
    /// <summary>The unit counted with its subtree; its own board shows the parts.</summary>
    public bool IsGroup { get; init; }

    /// <summary>Sheets that a reminder can name: missing or returned, of months that are over.</summary>
    public IEnumerable<SheetKey> Wanted =>
        Cells
            .SelectMany(c => c.Sheets)
            .Where(s => s.IsExpected && (!s.IsIn || s.State == SheetState.Returned))
            .Select(s => new SheetKey(s.Form.Code, Unit.Code, s.Month));

    public ReportingCount Count { get; } = Cells.Aggregate(default(ReportingCount), (sum, c) => sum + c.Tally.Count);
}

/// <summary>Units by months.</summary>
/// <param name="Unit">The unit shown with those below.</param>
/// <param name="Rows">Units that owe a sheet in the year.</param>
/// <param name="Totals">Month by month over all units of the view, also those that <see cref="FiguresAddress.OnlyMissing"/> hides.</param>
/// <param name="Forms">The forms owed in the year.</param>
public sealed record BoardView(
    FiguresAddress Address,
    UnitEntry Unit,
    int Year,
    IReadOnlyList<BoardRow> Rows,
    IReadOnlyList<BoardCell> Totals,
    IReadOnlyList<FormInUse> Forms,
    DateOnly Today
)
{
    /// <summary>Only the units directly below have rows, some for all below them.</summary>
    public bool IsLarge { get; init; }

    public ReportingCount Count { get; } = Totals.Aggregate(default(ReportingCount), (sum, c) => sum + c.Tally.Count);
}
