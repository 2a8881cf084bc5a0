namespace Portal.Domain.Documents.Excel;

/// <summary>
/// Sets explicit page breaks that split no table: programs with wider or narrower letters then break pages at the same rows.
/// </summary>
/// <param name="sheet">The worksheet as written so far.</param>
/// <param name="pageHeight">The height of a page, in points of the worksheet.</param>
internal sealed class PageEnds(SheetWriter sheet, double pageHeight)
{
    // The height of the rows repeated at the top of each page.
    private const double Repeated = 55;

    private readonly List<int> _rows = [];
    private double _pageBegins;

    /// <summary>The rows after which a page ends.</summary>
    public IReadOnlyList<int> Rows => _rows;

    /// <summary>Ends the page when the next block does not fit on it.</summary>
    /// <param name="points">The height of the block.</param>
    public void EnsureFits(double points)
    {
        // A block higher than a page continues over the next ones.
        while (sheet.Height - _pageBegins > pageHeight)
            _pageBegins += pageHeight - Repeated;
        if (sheet.Height + points - _pageBegins <= pageHeight || sheet.Height - Repeated <= _pageBegins)
            return;
        _rows.Add(sheet.Row);
        _pageBegins = sheet.Height - Repeated;
    }
}
