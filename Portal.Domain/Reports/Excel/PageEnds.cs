namespace Portal.Domain.Reports.Excel;

/// <summary>Ends pages where a chart would be cut in two.</summary>
/// <param name="pageHeight">Points of the worksheet that go on one page.</param>
internal sealed class PageEnds(SheetXml sheet, double pageHeight)
{
    // Of the rows that are repeated at the top of each page.
    private const double Repeated = 45;

    private readonly List<int> _rows = [];
    private double _pageBegins;

    /// <summary>After these a page ends.</summary>
    public IReadOnlyList<int> Rows => _rows;

    /// <summary>Goes down to where a chart begins, on a new page when it would not be whole on this one.</summary>
    /// <param name="row">Where it begins.</param>
    /// <param name="rows">That it covers.</param>
    public void Keep(int row, int rows)
    {
        sheet.Skip(row - 1 - sheet.Row);
        while (sheet.Height - _pageBegins > pageHeight) _pageBegins += pageHeight - Repeated;
        if (sheet.Height + (rows * SheetXml.RowHeight) - _pageBegins <= pageHeight) return;
        _rows.Add(row - 1);
        _pageBegins = sheet.Height - Repeated;
    }
}
