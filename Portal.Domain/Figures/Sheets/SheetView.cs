using Portal.Domain.Figures.Checks;
using Portal.Domain.Figures.Forms;
using Portal.Domain.Figures.Sources;
using Portal.Domain.Figures.Values;

namespace Portal.Domain.Figures.Sheets;

/// <summary>Which sheet: the codes of form and unit, and the first day of the month.</summary>
public sealed record SheetKey(string Form, string Unit, DateOnly Month);

/// <summary>A sheet with everything a page shows beside it.</summary>
public sealed record SheetView
{
    public required SheetKey Key { get; init; }

    public required FormInUse Form { get; init; }

    public required FormDefinition Definition { get; init; }

    public required int UnitId { get; init; }

    public required string UnitName { get; init; }

    public required FigureStatus Status { get; init; }

    public required int Version { get; init; }

    public required long Revision { get; init; }

    /// <summary>Why it was returned or is being amended; null otherwise.</summary>
    public string? Reason { get; init; }

    /// <summary>Whose approval is awaited, or who returned it; null otherwise.</summary>
    public string? AwaitingUnitName { get; init; }

    /// <summary>By code; cells that were never saved are left out.</summary>
    public required IReadOnlyDictionary<string, CellView> Cells { get; init; }

    /// <summary>What the unit reported the month before; empty when nothing.</summary>
    public required IReadOnlyDictionary<string, FigureValue> LastMonth { get; init; }

    /// <summary>What it reported for the same month of the year before; empty when nothing.</summary>
    public required IReadOnlyDictionary<string, FigureValue> LastYear { get; init; }

    /// <summary>What it reported in up to twelve months before, by cell: what outliers are measured against.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<decimal>> History { get; init; }

    public required SheetDeadline Deadline { get; init; }

    public DateTimeOffset? FirstSubmittedAt { get; init; }

    public DateTimeOffset? SubmittedAt { get; init; }

    public string? SubmittedBy { get; init; }

    public DateTimeOffset? ApprovedAt { get; init; }

    /// <summary>Where the unit's figures of the form's stream come from in this month; null when the form tells no stream.</summary>
    public FigureSource? Source { get; init; }

    /// <summary>What happened to it, latest first.</summary>
    public required IReadOnlyList<StepView> Steps { get; init; }

    public required SheetRights May { get; init; }

    /// <summary>The values alone.</summary>
    public IReadOnlyDictionary<string, FigureValue> Values => Cells.ToDictionary(c => c.Key, c => c.Value.Value, StringComparer.Ordinal);
}

/// <summary>What the one who opened the sheet can do with it now.</summary>
/// <param name="Approve">Also says that it can be returned.</param>
public sealed record SheetRights(bool Enter, bool Submit, bool Withdraw, bool Approve, bool Amend);

public sealed record CellView(
    FigureValue Value,
    string? Comment,
    long Revision,
    string SavedBy,
    DateTimeOffset SavedAt,
    string? ReturnReason
);

/// <param name="UnitName">For whom an approver acted; null for the clerk's steps.</param>
/// <param name="Cells">The cells returned; empty for the whole sheet and for other steps.</param>
public sealed record StepView(
    FigureAction Action,
    int Version,
    string? UnitName,
    string? Reason,
    IReadOnlyList<string> Cells,
    string By,
    DateTimeOffset At
);

/// <summary>A frozen version.</summary>
/// <param name="Changes">The cells that differ from the version before; for the first, none.</param>
public sealed record VersionView(
    int Number,
    string? Reason,
    string SubmittedBy,
    string ApprovedBy,
    DateTimeOffset ApprovedAt,
    IReadOnlyDictionary<string, FigureValue> Values,
    IReadOnlyList<CellChange> Changes
);

public sealed record CellChange(string Cell, FigureValue Before, FigureValue After);

/// <summary>A value to save.</summary>
/// <param name="Text">As typed; empty clears the cell; null leaves the value and saves only the comment.</param>
/// <param name="Comment">Null leaves it; empty removes it.</param>
/// <param name="SeenRevision">The revision of the cell that its author saw, 0 for a cell never saved: somebody else's later value is a conflict.</param>
public sealed record CellInput(string Code, string? Text, string? Comment, long SeenRevision);

/// <summary>What became of one cell.</summary>
/// <param name="Now">What stands in the cell now: the author's or, in a conflict, the other's. Null when it was never saved.</param>
/// <param name="Problem">Code of why it was refused; null otherwise.</param>
public sealed record CellOutcome(string Code, CellResult Result, CellView? Now, string? Problem = null);

public enum CellResult
{
    Saved,

    /// <summary>It said so already.</summary>
    Unchanged,

    /// <summary>Somebody saved another value since; nothing was changed.</summary>
    Conflict,

    /// <summary>No number, or not one the cell takes; nothing was changed.</summary>
    Refused,
}

/// <param name="Revision">The sheet's now.</param>
public sealed record SaveResult(long Revision, IReadOnlyList<CellOutcome> Cells);

/// <param name="Submitted">False when findings stand in the way; then nothing changed.</param>
/// <param name="Findings">All of them, warnings with a comment included.</param>
public sealed record SubmitResult(bool Submitted, IReadOnlyList<FormFinding> Findings);

/// <summary>Until when a sheet is in time.</summary>
/// <param name="Day">Its last day, inclusive.</param>
/// <param name="IsProvisional">The calendar lacks the year: only weekends were taken as free.</param>
public readonly record struct SheetDeadline(DateOnly Day, bool IsProvisional);

/// <summary>Something cannot be done with a sheet.</summary>
/// <param name="code">Stable: <c>sheet.unknown</c>, <c>sheet.locked</c>, <c>sheet.notSubmitted</c>, <c>sheet.notYourTurn</c>, <c>sheet.changed</c>, <c>sheet.notApproved</c>, <c>reason.required</c>, <c>cell.unknown</c>.</param>
public sealed class SheetRefusedException(string code) : Exception(code)
{
    public string Code { get; } = code;
}
