using Portal.Domain.Documents.Packaging;

namespace Portal.Domain.Documents.Workbooks;

/// <summary>The most that is read of a workbook from outside. A workbook with more is refused, never read in part.</summary>
public sealed record WorkbookLimits
{
    /// <summary>Entries and bytes of the archive.</summary>
    public ZipLimits Package { get; init; } = new();

    /// <summary>Cells with a content on the sheet that is read.</summary>
    public int Cells { get; init; } = 20_000_000;

    /// <summary>Rows, cells and whatever else the sheet's XML names, empty ones included.</summary>
    public long Elements { get; init; } = 100_000_000;

    /// <summary>Areas of cells made one.</summary>
    public int MergedAreas { get; init; } = 100_000;

    /// <summary>Texts that cells share.</summary>
    public int SharedTexts { get; init; } = 2_000_000;

    /// <summary>Characters of all texts that cells share.</summary>
    public int SharedCharacters { get; init; } = 32 << 20;

    /// <summary>Characters of all cells of one row.</summary>
    public int RowCharacters { get; init; } = 1 << 20;
}
