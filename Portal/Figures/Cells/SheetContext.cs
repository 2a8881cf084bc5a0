using Portal.Domain.Calendar;
using Portal.Domain.Figures.Checks;
using Portal.Domain.Figures.Sheets;

namespace Portal.Figures.Cells;

/// <summary>The state of a sheet's page at one moment; the components of the page render it.</summary>
public sealed record SheetContext(
    SheetView View,
    SheetEditor Editor,
    SheetFormatter Formatter,
    SheetFindings Findings,
    WorkingCalendar Calendar,
    ISheetActions Actions
)
{
    /// <summary>Cells that the approver marked to be returned.</summary>
    public required IReadOnlySet<string> Ticked { get; init; }

    /// <summary>The share of a whole that a cell is, where a rule names the whole.</summary>
    public required IReadOnlyDictionary<string, CellShare> Shares { get; init; }

    /// <summary>When the last change was saved; null when none was.</summary>
    public DateTimeOffset? SavedAt { get; init; }

    /// <summary>Required empty cells are marked: the clerk tried to submit.</summary>
    public bool MarksMissing { get; init; }

    /// <summary>The page handles a click or key.</summary>
    public bool Busy { get; init; }

    /// <summary>What is required of an empty cell, once empty cells are marked; null when nothing.</summary>
    public string? RequirementOf(string cell) => MarksMissing ? Findings.RequirementOf(cell) : null;

    /// <summary>The cells can be filled in here. A reviewer has to switch to filling in first.</summary>
    public bool Entering { get; init; }

    public bool Reviewing => View.May.Approve;
}

/// <summary>The actions of a sheet's page that its components call.</summary>
public interface ISheetActions
{
    /// <summary>Decides a conflict.</summary>
    Task DecideAsync(string cell, bool mine);

    /// <summary>Fills the empty cells of a section with 0.</summary>
    Task FillAsync(string section);

    /// <summary>Marks a cell to be returned, or removes the mark.</summary>
    void Tick(string cell);

    /// <summary>Shows a cell's author and history.</summary>
    Task ShowCellAsync(string cell);

    /// <summary>Moves the focus into a cell.</summary>
    Task GoToAsync(string cell);
}
