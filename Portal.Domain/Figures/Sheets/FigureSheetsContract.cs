using Portal.Domain.Figures.Checks;
using Portal.Domain.Figures.Forms;
using Portal.Domain.Figures.Sources;
using Portal.Domain.Figures.Values;
using Portal.Domain.Organisation;

namespace Portal.Domain.Figures.Sheets;

/// <summary>Which sheet: the codes of form and unit, and the first day of the month.</summary>
public sealed record SheetKey(string Form, string Unit, DateOnly Month);

/// <summary>Who works on figures, as of the moment of the call.</summary>
/// <param name="Name">Sign-in name or name of the key; stands in the history.</param>
/// <param name="Scope">The units for which the rights below hold.</param>
/// <param name="MayEnter">Save, submit, take back, amend.</param>
/// <param name="MayApprove">Approve and return, for a unit of the scope that stands above the sheet's (or is the district itself).</param>
public sealed record FigureAuthor(string Name, UnitScope Scope, bool MayEnter, bool MayApprove)
{
    /// <summary>The command line, the demonstration and jobs.</summary>
    public static FigureAuthor System { get; } = new("system", UnitScope.Everything, MayEnter: true, MayApprove: true);
}

/// <summary>Opens, fills and moves sheets. Every call checks what its author may; a refusal is a result, not an exception.</summary>
public interface IFigureSheets
{
    /// <summary>The sheet as it stands, with what stands beside it; one that nobody touched yet is empty.</summary>
    /// <returns>Null when there is no such form or unit, the unit does not owe it, or it is out of the author's scope.</returns>
    Task<SheetView?> OpenAsync(FigureAuthor author, SheetKey key, CancellationToken cancellation = default);

    /// <summary>Saves cells. Each is taken or refused by itself; what is said to be saved is in the history.</summary>
    /// <exception cref="SheetRefusedException">The sheet is not there, or may not be entered now.</exception>
    Task<SaveResult> SaveAsync(
        FigureAuthor author,
        SheetKey key,
        IReadOnlyList<CellInput> cells,
        EntryOrigin origin,
        CancellationToken cancellation = default
    );

    /// <summary>Hands the sheet in when no check finds an error and every warning has a comment; otherwise changes nothing and says why.</summary>
    /// <exception cref="SheetRefusedException">The sheet is not there, or cannot be submitted now.</exception>
    Task<SubmitResult> SubmitAsync(FigureAuthor author, SheetKey key, CancellationToken cancellation = default);

    /// <summary>Takes a submitted sheet back before anybody has approved it.</summary>
    /// <exception cref="SheetRefusedException">Not there, not submitted, or the street has approved it already.</exception>
    Task WithdrawAsync(FigureAuthor author, SheetKey key, CancellationToken cancellation = default);

    /// <summary>Approves for the unit whose turn it is; the last approval freezes the version and counts it.</summary>
    /// <param name="seenRevision">The revision the approver looked at: what changed since is not approved unseen.</param>
    /// <exception cref="SheetRefusedException">Not there, not the author's turn, or changed since.</exception>
    Task ApproveAsync(FigureAuthor author, SheetKey key, long seenRevision, CancellationToken cancellation = default);

    /// <summary>Gives the sheet, or single cells of it, back to be mended; after that it returns to the one who gave it back.</summary>
    /// <param name="reason">Why; never empty.</param>
    /// <param name="cells">Codes of the cells meant, each with its own reason (empty: the general one); none for the sheet as a whole.</param>
    /// <exception cref="SheetRefusedException">Not there, not the author's turn, no reason, or an unknown cell.</exception>
    Task ReturnAsync(
        FigureAuthor author,
        SheetKey key,
        string reason,
        IReadOnlyDictionary<string, string> cells,
        CancellationToken cancellation = default
    );

    /// <summary>Opens an approved sheet as a new version. The approved figures count until the new ones are approved.</summary>
    /// <param name="reason">Why; never empty.</param>
    /// <exception cref="SheetRefusedException">Not there, not approved, or no reason.</exception>
    Task AmendAsync(FigureAuthor author, SheetKey key, string reason, CancellationToken cancellation = default);

    /// <summary>Every value ever saved in the cell, latest first.</summary>
    Task<IReadOnlyList<FigureEntry>> HistoryAsync(FigureAuthor author, SheetKey key, string cell, CancellationToken cancellation = default);

    /// <summary>The approved versions, latest first, each with the cells in which it differs from the one before.</summary>
    Task<IReadOnlyList<VersionView>> VersionsAsync(FigureAuthor author, SheetKey key, CancellationToken cancellation = default);
}

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
