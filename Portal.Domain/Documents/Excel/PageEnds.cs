namespace Portal.Domain.Documents.Excel;

/// <summary>Ends every page of a worksheet where nothing is torn apart: programs with wider or narrower letters end them there as well.</summary>
/// <param name="sheet">As far as it is written.</param>
/// <param name="pageHeight">Points of the worksheet that go on one page.</param>
internal sealed class PageEnds(SheetWriter sheet, double pageHeight)
{
    // Of the rows that are repeated at the top of each page.
    private const double Repeated = 55;

    private readonly List<int> _rows = [];
    private double _pageBegins;

    /// <summary>After these a page ends.</summary>
    public IReadOnlyList<int> Rows => _rows;

    /// <summary>Ends the page when what comes next would not be whole on it.</summary>
    /// <param name="points">That it is high.</param>
    public void Keep(double points)
    {
        // What is higher than a page runs on over others.
        while (sheet.Height - _pageBegins > pageHeight)
            _pageBegins += pageHeight - Repeated;
        if (sheet.Height + points - _pageBegins <= pageHeight || sheet.Height - Repeated <= _pageBegins)
            return;
        _rows.Add(sheet.Row);
        _pageBegins = sheet.Height - Repeated;
    }
}
