using Portal.Domain.Figures.Values;

namespace Portal.Domain.Figures.Sheets;

/// <summary>填报表: one form of one unit for one month. It is a row from the first saved cell on; before that it is owed, and empty.</summary>
public sealed class FigureSheet
{
    public int Id { get; set; }

    public int FormId { get; set; }

    public int UnitId { get; set; }

    /// <summary>The first day of the month it speaks of.</summary>
    public DateOnly Month { get; set; }

    /// <summary>1, and one more with each amendment after approval.</summary>
    public int Version { get; set; } = 1;

    public FigureStatus Status { get; set; } = FigureStatus.Draft;

    /// <summary>Whose approval is next while submitted; who returned it while returned, and sees it next; null otherwise.</summary>
    public int? AwaitingUnitId { get; set; }

    /// <summary>Rises with everything that happens to it.</summary>
    public long Revision { get; set; }

    /// <summary>The first submission of the first version: decides whether it was in time. Null before.</summary>
    public DateTimeOffset? FirstSubmittedAt { get; set; }

    /// <summary>The latest submission of the present version.</summary>
    public DateTimeOffset? SubmittedAt { get; set; }

    public string? SubmittedBy { get; set; }

    /// <summary>Why it was returned or is being amended; null otherwise.</summary>
    public string? Reason { get; set; }

    /// <summary>The last approved version; null when none was approved yet. Its figures count until the next is approved.</summary>
    public int? ApprovedVersion { get; set; }

    public DateTimeOffset? ApprovedAt { get; set; }

    public List<FigureCell> Cells { get; } = [];
}

/// <summary>Where a sheet stands.</summary>
public enum FigureStatus : byte
{
    /// <summary>填报中.</summary>
    Draft = 1,

    /// <summary>待审核.</summary>
    Submitted = 2,

    /// <summary>已退回.</summary>
    Returned = 3,

    /// <summary>已审核: locked.</summary>
    Approved = 4,
}

/// <summary>What stands in one cell of a sheet now.</summary>
public sealed class FigureCell
{
    public int SheetId { get; set; }

    public required string Code { get; set; }

    public decimal? Number { get; set; }

    public bool NotApplicable { get; set; }

    /// <summary>What the clerk says to a warning; null when nothing.</summary>
    public string? Comment { get; set; }

    /// <summary>The sheet's revision when the cell was last saved: whoever saves says which one they saw.</summary>
    public long Revision { get; set; }

    public required string SavedBy { get; set; }

    public DateTimeOffset SavedAt { get; set; }

    /// <summary>Why the approver gave this very cell back; null when not, and again once it is saved.</summary>
    public string? ReturnReason { get; set; }

    public FigureValue Value
    {
        get =>
            NotApplicable ? FigureValue.NotApplied
            : Number is { } number ? FigureValue.Of(number)
            : FigureValue.Missing;
        set => (Number, NotApplicable) = (value.Number, value.NotApplicable);
    }
}

/// <summary>One saved value: history that is only added to.</summary>
public sealed class FigureEntry
{
    public long Id { get; set; }

    public int SheetId { get; set; }

    /// <summary>The sheet's version it was saved in.</summary>
    public int Version { get; set; }

    public required string Code { get; set; }

    /// <summary>As <see cref="FigureValue.ToString"/> writes it; empty when the cell was cleared.</summary>
    public required string Value { get; set; }

    public string? Comment { get; set; }

    public long Revision { get; set; }

    public EntryOrigin Origin { get; set; }

    public required string SavedBy { get; set; }

    public DateTimeOffset SavedAt { get; set; }
}

/// <summary>How a value came into a cell.</summary>
public enum EntryOrigin : byte
{
    Typed = 1,
    Pasted = 2,

    /// <summary>From the Excel template.</summary>
    Uploaded = 3,

    /// <summary>From another system.</summary>
    Api = 4,
}

/// <summary>An approved version, frozen with its figures.</summary>
public sealed class FigureVersion
{
    public int SheetId { get; set; }

    /// <summary>1, 2, ….</summary>
    public int Number { get; set; }

    /// <summary>The version of the form it was entered with.</summary>
    public int FormVersionId { get; set; }

    /// <summary>Every cell with a value, by code, as <see cref="FigureValues"/> writes them.</summary>
    public required string Values { get; set; }

    /// <summary>Why the version before was amended; null for the first.</summary>
    public string? Reason { get; set; }

    public required string SubmittedBy { get; set; }

    public required string ApprovedBy { get; set; }

    public DateTimeOffset ApprovedAt { get; set; }
}

/// <summary>Something that happened to a sheet as a whole: its trail of evidence, only added to.</summary>
public sealed class FigureStep
{
    public long Id { get; set; }

    public int SheetId { get; set; }

    public int Version { get; set; }

    public FigureAction Action { get; set; }

    /// <summary>The unit for which an approver acted; null for the clerk's own steps.</summary>
    public int? UnitId { get; set; }

    public string? Reason { get; set; }

    /// <summary>The cells that were returned, separated by blanks; null when the whole sheet was.</summary>
    public string? Cells { get; set; }

    public required string By { get; set; }

    public DateTimeOffset At { get; set; }
}

public enum FigureAction : byte
{
    Submitted = 1,

    /// <summary>Taken back by the clerk before anybody approved it.</summary>
    Withdrawn = 2,
    Approved = 3,
    Returned = 4,

    /// <summary>Opened again after approval.</summary>
    Amended = 5,
}
