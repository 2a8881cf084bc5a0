namespace Portal.Domain.Documents.Workbooks;

/// <summary>A workbook that is not read any further.</summary>
/// <param name="place">The cell at which reading stopped; null for the whole file.</param>
/// <param name="cause">What the library threw; null when a limit was passed.</param>
internal sealed class WorkbookRefusedException(WorkbookFault fault, CellPlace? place = null, Exception? cause = null)
    : Exception($"{fault} {place}", cause)
{
    public WorkbookFault Fault { get; } = fault;

    public CellPlace? Place { get; } = place;
}

internal enum WorkbookFault
{
    /// <summary>It is an archive, but no workbook.</summary>
    NoWorkbook,

    /// <summary>It is damaged, or holds what no spreadsheet program writes.</summary>
    Broken,

    /// <summary>It unfolds to more than the limits allow.</summary>
    Unfolds,

    /// <summary>Its sheet has more cells than the limits allow.</summary>
    TooManyCells,

    /// <summary>The texts of a row are longer than the limits allow.</summary>
    RowTooLong,
}
