namespace Portal.Domain.Documents.Tables;

/// <summary>The layout of a worksheet, written before its cells.</summary>
/// <param name="Widths">Of its columns, in characters of the standard font.</param>
/// <param name="FrozenRows">Rows that stay visible at the top.</param>
/// <param name="FrozenColumns">Columns that stay visible on the left.</param>
/// <param name="IsFirst">Selected when the workbook is opened.</param>
internal sealed record SheetSetup(IReadOnlyList<SheetColumn> Widths, int FrozenRows = 0, int FrozenColumns = 0, bool IsFirst = false)
{
    // Points of an A4 page within its margins, and of a character in the narrowest programs: pages are rather too short than too long.
    private const double Short = 523;
    private const double Long = 770;
    private const double AcrossHeight = 500;
    private const double UprightHeight = 745;
    private const double Character = 5.3;

    public bool IsWide => Points > Short * 1.1;

    /// <summary>The height of a page, in points of the worksheet.</summary>
    public double PageHeight => (IsWide ? AcrossHeight : UprightHeight) * Math.Max(1, Points / (IsWide ? Long : Short));

    private double Points => Widths.Where(w => !w.IsHidden).Sum(w => w.Width) * Character;
}

internal readonly record struct SheetColumn(double Width, bool IsHidden = false);

/// <summary>The parts of a worksheet after its cells.</summary>
/// <param name="Filter">The area with drop-down filters, such as <c>A3:F20</c>; null for none.</param>
/// <param name="Footer">In the codes of workbooks, such as <c>&amp;CPage &amp;P</c>; null for none.</param>
/// <param name="Drawing">The relationship to its charts; null without any.</param>
/// <param name="Breaks">The rows after which a page ends.</param>
internal sealed record SheetEnding(string? Filter = null, string? Footer = null, string? Drawing = null, IReadOnlyList<int>? Breaks = null);
