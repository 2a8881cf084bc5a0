namespace Portal.Domain.Documents.Workbooks;

/// <summary>A cell with a content.</summary>
/// <param name="Column">From 1.</param>
/// <param name="Text">
/// As stored: numbers invariant with at most fifteen digits, truths as <c>true</c> and <c>false</c>, errors as <c>#N/A</c>.
/// </param>
/// <param name="IsFormula">The content is a formula's result, as saved in the workbook.</param>
internal readonly record struct WorkbookCell(int Column, string Text, WorkbookCellKind Kind, bool IsFormula)
{
    /// <summary>
    /// The digits that a number shows where it identifies something; null for a number that is not whole, below 0, not below 10¹⁵, a date
    /// or shown with an exponent. Without meaning for other cells.
    /// </summary>
    public string? Digits { get; init; }

    /// <summary>The instant of a number with a date format, to the millisecond; null for every other cell.</summary>
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
