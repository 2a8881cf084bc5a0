using Portal.Domain.Calendar;
using Portal.Domain.Figures.Checks;
using Portal.Domain.Figures.Sheets;

namespace Portal.Figures.Cells;

/// <summary>A sheet as its page shows it at one moment; its parts are drawn from it.</summary>
public sealed record SheetScene(
    SheetView View,
    SheetDesk Desk,
    SheetWords Words,
    SheetFindings Findings,
    WorkingCalendar Calendar,
    ISheetActs Acts
)
{
    /// <summary>Cells that the approver wants to give back.</summary>
    public required IReadOnlySet<string> Ticked { get; init; }

    /// <summary>What part of a whole a cell is, where a rule names the whole.</summary>
    public required IReadOnlyDictionary<string, CellShare> Shares { get; init; }

    /// <summary>When the last change was saved; null while nothing was.</summary>
    public DateTimeOffset? SavedAt { get; init; }

    /// <summary>Cells that are wanted but empty are told of: the clerk has tried to submit.</summary>
    public bool TellsMissing { get; init; }

    /// <summary>A click or key of the page is being worked on.</summary>
    public bool Busy { get; init; }

    /// <summary>What an empty cell wants, once that is told; null when nothing.</summary>
    public string? Wants(string cell) => TellsMissing ? Findings.Wants(cell) : null;

    /// <summary>Its cells can be filled in here. Whoever came to review has to ask for it.</summary>
    public bool Entering { get; init; }

    public bool Reviewing => View.May.Approve;
}

/// <summary>What the parts of a sheet's page ask of it.</summary>
public interface ISheetActs
{
    /// <summary>Decides a conflict.</summary>
    Task DecideAsync(string cell, bool mine);

    /// <summary>Fills the empty cells of a section with 0.</summary>
    Task FillAsync(string section);

    /// <summary>Marks a cell to be given back, or no more.</summary>
    void Tick(string cell);

    /// <summary>Shows what is known of a cell.</summary>
    Task LookAtAsync(string cell);

    /// <summary>Puts the cursor into a cell.</summary>
    Task GoToAsync(string cell);
}
