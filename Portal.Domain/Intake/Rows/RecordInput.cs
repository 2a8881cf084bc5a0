using Portal.Domain.Records;

namespace Portal.Domain.Intake.Rows;

/// <summary>
/// A record as a source sent it: values are parsed, codes not looked up yet. It is the record's whole state, not a patch.
/// </summary>
public sealed record RecordInput
{
    public required string Source { get; init; }

    public required string CaseNo { get; init; }

    public required string UnitCode { get; init; }

    /// <summary>Required for cases, optional for appeals.</summary>
    public string? ItemCode { get; init; }

    public Channel Channel { get; init; } = Channel.Window;

    public required DateTimeOffset AcceptedAt { get; init; }

    public DateTimeOffset? ClosedAt { get; init; }

    public CaseOutcome? Outcome { get; init; }

    public DateTimeOffset? DueAt { get; init; }

    public IReadOnlyList<Suspension> Suspensions { get; init; } = [];

    public int ExtensionDays { get; init; }

    /// <summary>1 to 5.</summary>
    public byte? Satisfaction { get; init; }

    public ServiceMode? ServiceMode { get; init; }

    public AppealSource? AppealSource { get; init; }

    public DateTimeOffset? FirstReplyAt { get; init; }

    /// <summary>Names of units and items that an import profile may create; null uses the code as the name.</summary>
    public CreationHints? Hints { get; init; }
}

/// <summary>Names and department of a unit or item that an import profile may create.</summary>
public sealed record CreationHints(string? UnitName, string? ItemName, string? DepartmentCode, string? DepartmentName);

/// <summary>One parsed row of a file or message: a record, or the reasons why it has none.</summary>
/// <param name="Line">1-based: the line of the file (its heading is line 1) or the position in the array.</param>
/// <param name="Input">Null when <paramref name="Errors"/> has any.</param>
/// <param name="Errors">Every error of the row, not only the first.</param>
/// <param name="Fields">The row as received, returned for correction; in the order of the source's columns.</param>
public sealed record ParsedRow(long Line, RecordInput? Input, IReadOnlyList<RowError> Errors, IReadOnlyList<string> Fields)
{
    /// <summary>Not a row, but the place where the file broke off or became unreadable; no row follows.</summary>
    public bool IsBreak { get; init; }
}

/// <summary>A reason why a row was rejected.</summary>
/// <param name="Line">The 1-based line of the row, or its position in the array.</param>
/// <param name="Field">The contract's name of the field, such as <c>acceptedAt</c>; empty when the error concerns the whole row.</param>
/// <param name="Value">The field's text; null when it was empty.</param>
/// <param name="Code">Stable, such as <c>unit.unknown</c>: clients may depend on it.</param>
/// <param name="Message">One sentence in the sender's language.</param>
public sealed record RowError(long Line, string Field, string? Value, string Code, string Message);
