using Portal.Domain.Records;
using Portal.Domain.Shared;

namespace Portal.Domain.Intake.Rows;

/// <summary>
/// A record as a source sent it: values are parsed, codes not looked up yet. It is the record's whole state, but for the fields that it
/// leaves out.
/// </summary>
public sealed record RecordInput
{
    /// <summary>Cleaned by <see cref="Identifiers"/>, like the codes of unit and item.</summary>
    public required string Source
    {
        get;
        init => field = Identifiers.Clean(value);
    }

    /// <summary>Cleaned by <see cref="Identifiers"/>, like the codes of unit and item.</summary>
    public required string CaseNo
    {
        get;
        init => (field, CaseNoAsSent) = Identifiers.Clean(value) is var clean && clean == value ? (clean, null) : (clean, value);
    }

    /// <summary>The case number before it was cleaned; null when that changed nothing.</summary>
    public string? CaseNoAsSent { get; private init; }

    /// <summary>Empty only when <see cref="Absent"/> has it.</summary>
    public required string UnitCode
    {
        get;
        init => field = Identifiers.Clean(value);
    }

    /// <summary>Required for cases, optional for appeals.</summary>
    public string? ItemCode
    {
        get;
        init => field = value is null ? null : Identifiers.Clean(value);
    }

    public Channel Channel { get; init; } = Channel.Window;

    /// <summary>Without meaning when <see cref="Absent"/> has it.</summary>
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

    /// <summary>
    /// Orders the source's messages about the record: microseconds since 1970 of <c>updatedAt</c>, or a revision number. A lower one that
    /// comes later changes nothing; null counts as later than all that came before.
    /// </summary>
    public long? Revision { get; init; }

    /// <summary>The fields that the message leaves out: what is stored of them stays. A field given as blank is not among them.</summary>
    public RecordFieldSet Absent { get; init; }

    /// <summary>The closing time of a record that is closed by its outcome and gives none, where a profile takes it as doubtful.</summary>
    public DateTimeOffset? ClosingTimeOtherwise { get; init; }

    /// <summary>Names of units and items that an import profile may create; null uses the code as the name.</summary>
    public CreationHints? Hints { get; init; }
}

/// <summary>Names and department of a unit or item that an import profile may create.</summary>
public sealed record CreationHints(string? UnitName, string? ItemName, string? DepartmentCode, string? DepartmentName);
