namespace Portal.Domain.Documents.Tables;

/// <summary>How a worksheet is laid out before its cells come.</summary>
/// <param name="Widths">Of its columns, in characters of the standard font.</param>
/// <param name="FrozenRows">Stay in sight above.</param>
/// <param name="FrozenColumns">Stay in sight on the left.</param>
/// <param name="IsFirst">The one that is open when the workbook is.</param>
internal sealed record SheetSetup(IReadOnlyList<SheetColumn> Widths, int FrozenRows = 0, int FrozenColumns = 0, bool IsFirst = false)
{
    // Points of a page of A4 within its margins, and of a character as the narrowest programs take it: rather too little room on a page than too much.
    private const double Short = 523;
    private const double Long = 770;
    private const double AcrossHeight = 500;
    private const double UprightHeight = 745;
    private const double Character = 5.3;

    public bool IsWide => Points > Short * 1.1;

    /// <summary>Points of the worksheet that go on one page.</summary>
    public double PageHeight => (IsWide ? AcrossHeight : UprightHeight) * Math.Max(1, Points / (IsWide ? Long : Short));

    private double Points => Widths.Where(w => !w.IsHidden).Sum(w => w.Width) * Character;
}

internal readonly record struct SheetColumn(double Width, bool IsHidden = false);

/// <summary>What follows the cells of a worksheet.</summary>
/// <param name="Filter">The area with drop-down filters, such as <c>A3:F20</c>; null for none.</param>
/// <param name="Footer">In the codes of workbooks, such as <c>&amp;CPage &amp;P</c>; null for none.</param>
/// <param name="Drawing">The relationship to its charts; null without any.</param>
/// <param name="Breaks">The rows after which a page ends.</param>
internal sealed record SheetEnding(string? Filter = null, string? Footer = null, string? Drawing = null, IReadOnlyList<int>? Breaks = null);
