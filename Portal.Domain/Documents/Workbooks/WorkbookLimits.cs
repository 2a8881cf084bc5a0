using Portal.Domain.Documents.Packaging;

namespace Portal.Domain.Documents.Workbooks;

/// <summary>The limits of a workbook from outside. A workbook beyond them is refused, never read in part.</summary>
/// <remarks>
/// Rows and columns are those of a worksheet: 1,048,576 and 16,384. A <see cref="ReadBudget"/> bounds the work. What is kept in memory
/// (shared texts, merged areas, one row) has bounds of its own; cells and elements, which are not kept, are bounded by their bytes unless
/// a reader asks for fewer.
/// </remarks>
public sealed record WorkbookLimits
{
    /// <summary>Entries and bytes of the archive.</summary>
    public ZipLimits Package { get; init; } = new();

    /// <summary>Cells with a content on the sheet that is read.</summary>
    public long Cells { get; init; } = long.MaxValue;

    /// <summary>Rows, cells and all other elements of one part's XML, empty ones included.</summary>
    public long Elements { get; init; } = long.MaxValue;

    /// <summary>Merged areas of cells.</summary>
    public int MergedAreas { get; init; } = 100_000;

    /// <summary>Texts that cells share.</summary>
    public int SharedTexts { get; init; } = 2_000_000;

    /// <summary>Characters of all texts that cells share.</summary>
    public int SharedCharacters { get; init; } = 32 << 20;

    /// <summary>Characters of all cells of the sheet; a text that cells share counts as often as they do.</summary>
    public long Characters { get; init; } = long.MaxValue;

    /// <summary>Characters of all cells of one row.</summary>
    public int RowCharacters { get; init; } = 1 << 20;
}
