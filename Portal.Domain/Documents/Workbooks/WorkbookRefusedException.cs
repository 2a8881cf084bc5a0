namespace Portal.Domain.Documents.Workbooks;

/// <summary>A workbook that is not read any further.</summary>
/// <param name="cause">The exception of a library or a guard; null when a limit of the sheet was exceeded.</param>
internal sealed class WorkbookRefusedException(WorkbookFault fault, Exception? cause = null) : Exception($"{fault}", cause)
{
    public WorkbookFault Fault { get; } = fault;

    /// <summary>The cell at which reading stopped; null when it stopped elsewhere.</summary>
    public CellPlace? Cell { get; init; }

    /// <summary>The cell, or the part of the archive and the place in it; empty for the whole file.</summary>
    public string Place
    {
        get => field.Length == 0 ? Cell?.ToString() ?? "" : field;
        init;
    } = "";

    /// <summary>The place behind a space and in brackets, for a sentence that also stands without one.</summary>
    public string PlaceInBrackets => Place.Length == 0 ? "" : $" ({Place})";
}

internal enum WorkbookFault
{
    /// <summary>It is an archive, but no workbook.</summary>
    NoWorkbook,

    /// <summary>It is a workbook in Excel's binary format.</summary>
    Binary,

    /// <summary>It is damaged.</summary>
    Broken,

    /// <summary>It has XML that no spreadsheet program writes: deeper, longer, larger or more varied.</summary>
    Excessive,

    /// <summary>A row or cell lies outside a worksheet.</summary>
    OutsideSheet,

    /// <summary>It has more parts, or expands to more, than the limits allow.</summary>
    TooLarge,

    /// <summary>Its sheet has more cells than the limits allow.</summary>
    TooManyCells,

    /// <summary>The texts of a row are longer than the limits allow.</summary>
    RowTooLong,

    /// <summary>Reading it takes more work than the budget allows.</summary>
    TooSlow,
}
