namespace Portal.Domain.Tables;

/// <summary>How a worksheet is laid out before its cells come.</summary>
/// <param name="Widths">Of its columns, in characters of the standard font.</param>
/// <param name="FrozenRows">Stay in sight above.</param>
/// <param name="FrozenColumns">Stay in sight on the left.</param>
/// <param name="IsFirst">The one that is open when the workbook is.</param>
internal sealed record SheetSetup(IReadOnlyList<SheetColumn> Widths, int FrozenRows = 0, int FrozenColumns = 0, bool IsFirst = false)
{
    // As many characters as fit on an upright page of A4 without being made smaller.
    private const double Upright = 88;

    public bool IsWide => Widths.Where(w => !w.IsHidden).Sum(w => w.Width) > Upright;
}

internal readonly record struct SheetColumn(double Width, bool IsHidden = false);

/// <summary>What follows the cells of a worksheet.</summary>
/// <param name="Filter">The area with drop-down filters, such as <c>A3:F20</c>; null for none.</param>
/// <param name="Footer">In the codes of workbooks, such as <c>&amp;CPage &amp;P</c>; null for none.</param>
/// <param name="Drawing">The relationship to its charts; null without any.</param>
internal sealed record SheetEnding(string? Filter = null, string? Footer = null, string? Drawing = null);
