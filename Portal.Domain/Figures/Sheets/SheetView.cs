using Portal.Domain.Figures.Forms;
using Portal.Domain.Figures.Sources;
using Portal.Domain.Figures.Values;

namespace Portal.Domain.Figures.Sheets;

/// <summary>Identifies a sheet: the codes of form and unit, and the first day of the month.</summary>
public sealed record SheetKey(string Form, string Unit, DateOnly Month);

/// <summary>A sheet with everything that a page shows beside it.</summary>
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

    /// <summary>The unit that approves next, or that returned it; null otherwise.</summary>
    public string? AwaitingUnitName { get; init; }

    /// <summary>By code; cells that were never saved are left out.</summary>
    public required IReadOnlyDictionary<string, CellView> Cells { get; init; }

    /// <summary>What the unit reported the month before; empty when nothing.</summary>
    public required IReadOnlyDictionary<string, FigureValue> LastMonth { get; init; }

    /// <summary>What it reported for the same month of the year before; empty when nothing.</summary>
    public required IReadOnlyDictionary<string, FigureValue> LastYear { get; init; }

    /// <summary>What it reported in up to twelve months before, by cell: the basis for outliers.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<decimal>> History { get; init; }

    public required SheetDeadline Deadline { get; init; }

    public DateTimeOffset? FirstSubmittedAt { get; init; }

    public DateTimeOffset? SubmittedAt { get; init; }

    public string? SubmittedBy { get; init; }

    public DateTimeOffset? ApprovedAt { get; init; }

    /// <summary>The source of the unit's figures of the form's stream in this month; null when the form has no stream.</summary>
    public FigureSource? Source { get; init; }

    /// <summary>Its moves, latest first.</summary>
    public required IReadOnlyList<StepView> Steps { get; init; }

    public required SheetRights May { get; init; }

    /// <summary>The values alone.</summary>
    public IReadOnlyDictionary<string, FigureValue> Values => Cells.ToDictionary(c => c.Key, c => c.Value.Value, StringComparer.Ordinal);
}

/// <summary>The actions that the reader of the sheet may take now.</summary>
/// <param name="Approve">Includes the return.</param>
public sealed record SheetRights(bool Enter, bool Submit, bool Withdraw, bool Approve, bool Amend);

public sealed record CellView(
    FigureValue Value,
    string? Comment,
    long Revision,
    string SavedBy,
    DateTimeOffset SavedAt,
    string? ReturnReason
);

/// <param name="UnitName">The unit for which an approver acted; null for the clerk's steps.</param>
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

/// <summary>The deadline of a sheet.</summary>
/// <param name="Day">Its last day, inclusive.</param>
/// <param name="IsProvisional">The calendar lacks the year: only weekends were taken as free.</param>
public readonly record struct SheetDeadline(DateOnly Day, bool IsProvisional);
