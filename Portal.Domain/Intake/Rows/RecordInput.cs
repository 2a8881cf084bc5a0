using Portal.Domain.Records;

namespace Portal.Domain.Intake.Rows;

/// <summary>A record as a source tells it: values are read, codes are not looked up yet. It is the record's whole state, not a patch.</summary>
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

    /// <summary>Names for units and items that an import profile may create; null leaves the code as the name.</summary>
    public CreationHints? Hints { get; init; }
}

/// <summary>What an import profile knows of a unit or item that may not exist yet.</summary>
public sealed record CreationHints(string? UnitName, string? ItemName, string? DepartmentCode, string? DepartmentName);

/// <summary>One row of a file or message after reading: a record, or the reasons why it is none.</summary>
/// <param name="Line">1-based: the line of the file (its heading is line 1) or the place in the array.</param>
/// <param name="Input">Null when <paramref name="Errors"/> has any.</param>
/// <param name="Errors">Everything that is wrong with the row, not only the first.</param>
/// <param name="Fields">The row as it came, to be given back for mending; in the order of the source's columns.</param>
public sealed record ParsedRow(long Line, RecordInput? Input, IReadOnlyList<RowError> Errors, IReadOnlyList<string> Fields)
{
    /// <summary>Not a row but the place where the file broke off or could not be read any further; nothing follows.</summary>
    public bool IsBreak { get; init; }
}

/// <summary>Why a row was rejected.</summary>
/// <param name="Line">1-based line or place of the row.</param>
/// <param name="Field">The field as the contract names it, such as <c>acceptedAt</c>; empty when the whole row is meant.</param>
/// <param name="Value">What stood there; null when nothing did.</param>
/// <param name="Code">Stable, such as <c>unit.unknown</c>: programs go by it.</param>
/// <param name="Message">One sentence in the reader's language.</param>
public sealed record RowError(long Line, string Field, string? Value, string Code, string Message);
