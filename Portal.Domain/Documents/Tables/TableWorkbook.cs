using System.Globalization;
using System.IO.Compression;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using Portal.Domain.Documents.Packaging;

namespace Portal.Domain.Documents.Tables;

/// <summary>Writes a table as a workbook without keeping it in memory: first the worksheets as rows arrive, then the other parts.</summary>
internal sealed class TableWorkbook : IDisposable
{
    /// <summary>Rows of a table on one worksheet, below its heading.</summary>
    internal const int MostRows = CellPlace.LastRow - 1;

    private const int RowsToMeasure = 200;

    private readonly ReportTable _head;
    private readonly CultureInfo _culture;
    private readonly IProgress<long>? _progress;
    private readonly StyleTable _styles = new();
    private readonly SheetNames _names = new();

    // All parts but the worksheets, which are too large for memory and come first in the archive.
    private readonly MemoryStream _package = new();
    private readonly SpreadsheetDocument _document;
    private readonly List<Sheet> _sheets = [];
    private readonly List<string> _parts = [];
    private long _count;

    public TableWorkbook(ReportTable head, CultureInfo culture, IProgress<long>? written)
    {
        (_head, _culture, _progress) = (head, culture, written);
        _document = SpreadsheetDocument.Create(_package, SpreadsheetDocumentType.Workbook);
        _document.AddNewPart<WorkbookPart>("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml", "rId1");
    }

    public async Task WriteAsync(IAsyncEnumerable<ReportRow> rows, Stream target, CancellationToken cancellation)
    {
        await using var unblocking = new AsyncOnlyStream(target);
        await using (
            var archive = await ZipArchive.CreateAsync(
                unblocking,
                ZipArchiveMode.Create,
                leaveOpen: true,
                entryNameEncoding: null,
                cancellation
            )
        )
        {
            await WriteSheetsAsync(archive, rows, cancellation);
            WritePackage(archive);
        }
        await unblocking.FlushAsync(cancellation);
        _progress?.Report(_count);
    }

    public void Dispose()
    {
        _document.Dispose();
        _package.Dispose();
    }

    private async Task WriteSheetsAsync(ZipArchive archive, IAsyncEnumerable<ReportRow> rows, CancellationToken cancellation)
    {
        await using var source = rows.GetAsyncEnumerator(cancellation);
        IReadOnlyList<ReportRow> ahead = await ReadRowsAsync(source, RowsToMeasure);
        var widths = TextWidths.Of(_head, ahead, _culture);
        do ahead = await WriteSheetAsync(archive, source, ahead, widths, cancellation);
        while (ahead.Count > 0);
    }

    private static async Task<List<ReportRow>> ReadRowsAsync(IAsyncEnumerator<ReportRow> source, int most)
    {
        var taken = new List<ReportRow>();
        while (taken.Count < most && await source.MoveNextAsync())
            taken.Add(source.Current);
        return taken;
    }

    // Returns the first row of the next worksheet.
    private async Task<IReadOnlyList<ReportRow>> WriteSheetAsync(
        ZipArchive archive,
        IAsyncEnumerator<ReportRow> source,
        IReadOnlyList<ReportRow> ahead,
        IReadOnlyList<double> widths,
        CancellationToken cancellation
    )
    {
        await using var part = await ReproduciblePackage.Begin(archive, AddSheet(), CompressionLevel.Fastest).OpenAsync(cancellation);
        using var sheet = new SheetWriter(
            new([.. widths.Select(w => new SheetColumn(w))], FrozenRows: 1, FrozenColumns: 1, IsFirst: _sheets.Count == 1),
            _styles
        );
        TableCells.WriteHeading(sheet, _head, widths);
        foreach (var row in ahead)
            await WriteRowAsync(sheet, row, widths, part, cancellation);
        ReportRow? left = null;
        while (left is null && await source.MoveNextAsync())
        {
            if (sheet.Row > MostRows)
                left = source.Current;
            else
                await WriteRowAsync(sheet, source.Current, widths, part, cancellation);
        }
        sheet.End(new(Filter: $"A1:{new CellPlace(Math.Max(sheet.Row, 1), Math.Max(_head.Columns.Count, 1))}", Footer: "&C&P / &N"));
        await sheet.FlushAsync(part, cancellation);
        return left is null ? [] : [left];
    }

    private async Task WriteRowAsync(
        SheetWriter sheet,
        ReportRow row,
        IReadOnlyList<double> widths,
        Stream part,
        CancellationToken cancellation
    )
    {
        TableCells.WriteRow(sheet, _head, row, widths, _culture);
        _count++;
        if (!sheet.IsFull)
            return;
        await sheet.FlushAsync(part, cancellation);
        _progress?.Report(_count);
    }

    /// <returns>The name of its part.</returns>
    private string AddSheet()
    {
        var number = (uint)_sheets.Count + 1;
        var id = string.Create(CultureInfo.InvariantCulture, $"rId{number}");
        _sheets.Add(
            new()
            {
                Name = _names.MakeUnique(_head.Title),
                SheetId = number,
                Id = id,
            }
        );
        _parts.Add(_document.WorkbookPart!.AddNewPart<WorksheetPart>(id).Uri.OriginalString.TrimStart('/'));
        return _parts[^1];
    }

    private void WritePackage(ZipArchive archive)
    {
        // The heading is repeated on every printed page.
        var titles = _sheets.Select(s => new DefinedName($"{SheetNames.Quoted(s.Name!.Value!)}!$1:$1")
        {
            Name = "_xlnm.Print_Titles",
            LocalSheetId = s.SheetId!.Value - 1,
        });
        var workbook = _document.WorkbookPart!;
        workbook.AddNewPart<WorkbookStylesPart>("rIdStyles").Stylesheet = _styles.Make();
        workbook.Workbook = new Workbook(new DefinedNames(titles));
        workbook.Workbook.PrependChild(new Sheets(_sheets));
        _document.Save();
        _document.Dispose();
        ReproduciblePackage.CopyTo(_package, archive, _parts);
    }
}
