namespace Portal.Domain.Documents.Workbooks;

/// <summary>A cell with a content.</summary>
/// <param name="Column">From 1.</param>
/// <param name="Text">As stored: numbers invariant with at most fifteen digits, truths as <c>true</c> and <c>false</c>, errors as <c>#N/A</c>.</param>
/// <param name="IsFormula">The content is what a formula came to when the workbook was saved.</param>
internal readonly record struct WorkbookCell(int Column, string Text, WorkbookCellKind Kind, bool IsFormula)
{
    /// <summary>The instant that a number with the format of a date means, to the millisecond; null for every other cell.</summary>
    public DateTime? Date { get; init; }
}

internal enum WorkbookCellKind
{
    Number,
    Text,
    Truth,
    Error,

    /// <summary>A day or an instant written as such, not as a number.</summary>
    Date,
}
