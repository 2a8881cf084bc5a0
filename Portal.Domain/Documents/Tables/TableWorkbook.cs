using System.Globalization;
using System.IO.Compression;
using System.Security;
using System.Text;

namespace Portal.Domain.Documents.Tables;

/// <summary>Writes a table as a workbook without holding it: worksheets first, what names them last.</summary>
internal sealed class TableWorkbook(ReportTable head, CultureInfo culture, IProgress<long>? written)
{
    /// <summary>Rows of a table on one worksheet, below its heading.</summary>
    internal const int MostRows = CellPlace.LastRow - 1;

    private const string Start = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>""";
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Document = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string Package = "http://schemas.openxmlformats.org/package/2006";
    private const string Content = "application/vnd.openxmlformats-officedocument.spreadsheetml";
    private const int RowsToMeasure = 200;

    // The same table gives the same bytes, whenever it is written.
    private static readonly DateTimeOffset s_time = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly LookBook _looks = new();
    private readonly SheetNames _names = new();
    private readonly List<(string Name, int Rows)> _sheets = [];
    private long _count;

    public async Task WriteAsync(IAsyncEnumerable<ReportRow> rows, Stream target, CancellationToken cancellation)
    {
        await using var unblocking = new UnblockingStream(target);
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
            await WritePartsAsync(archive, cancellation);
        }
        await unblocking.FlushAsync(cancellation);
        written?.Report(_count);
    }

    private async Task WriteSheetsAsync(ZipArchive archive, IAsyncEnumerable<ReportRow> rows, CancellationToken cancellation)
    {
        await using var source = rows.GetAsyncEnumerator(cancellation);
        IReadOnlyList<ReportRow> ahead = await TakeAsync(source, RowsToMeasure);
        var widths = TextWidths.Of(head, ahead, culture);
        do ahead = await WriteSheetAsync(archive, source, ahead, widths, cancellation);
        while (ahead.Count > 0);
    }

    private static async Task<List<ReportRow>> TakeAsync(IAsyncEnumerator<ReportRow> source, int most)
    {
        var taken = new List<ReportRow>();
        while (taken.Count < most && await source.MoveNextAsync())
            taken.Add(source.Current);
        return taken;
    }

    // Gives back the row that found no room.
    private async Task<IReadOnlyList<ReportRow>> WriteSheetAsync(
        ZipArchive archive,
        IAsyncEnumerator<ReportRow> source,
        IReadOnlyList<ReportRow> ahead,
        IReadOnlyList<double> widths,
        CancellationToken cancellation
    )
    {
        await using var part = await OpenAsync(archive, $"xl/worksheets/sheet{_sheets.Count + 1}.xml", cancellation);
        var sheet = new SheetXml(
            new([.. widths.Select(w => new SheetColumn(w))], FrozenRows: 1, FrozenColumns: 1, IsFirst: _sheets.Count == 0),
            _looks
        );
        TableCells.WriteHeading(sheet, head, widths);
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
        sheet.End(new(Filter: $"A1:{new CellPlace(Math.Max(sheet.Row, 1), Math.Max(head.Columns.Count, 1))}", Footer: "&C&P / &N"));
        await sheet.FlushAsync(part, cancellation);
        _sheets.Add((_names.Take(head.Title), sheet.Row));
        return left is null ? [] : [left];
    }

    private async Task WriteRowAsync(
        SheetXml sheet,
        ReportRow row,
        IReadOnlyList<double> widths,
        Stream part,
        CancellationToken cancellation
    )
    {
        TableCells.WriteRow(sheet, head, row, widths, culture);
        _count++;
        if (!sheet.IsFull)
            return;
        await sheet.FlushAsync(part, cancellation);
        written?.Report(_count);
    }

    private async Task WritePartsAsync(ZipArchive archive, CancellationToken cancellation)
    {
        var sheets = Enumerable.Range(1, _sheets.Count).ToList();
        await AddAsync(archive, "xl/styles.xml", Start + _looks.Make().OuterXml, cancellation);
        await AddAsync(
            archive,
            "xl/workbook.xml",
            $"""{Start}<workbook xmlns="{Main}" xmlns:r="{Document}"><sheets>{string.Concat(sheets.Select(n => $"""<sheet name="{SecurityElement.Escape(_sheets[n - 1].Name)}" sheetId="{n}" r:id="rId{n}"/>"""))}</sheets><definedNames>{string.Concat(sheets.Select(Titles))}</definedNames></workbook>""",
            cancellation
        );
        await AddAsync(
            archive,
            "xl/_rels/workbook.xml.rels",
            Relations([.. sheets.Select(n => ($"rId{n}", "worksheet", $"worksheets/sheet{n}.xml")), ("rIdStyles", "styles", "styles.xml")]),
            cancellation
        );
        await AddAsync(archive, "_rels/.rels", Relations([("rId1", "officeDocument", "xl/workbook.xml")]), cancellation);
        await AddAsync(
            archive,
            "[Content_Types].xml",
            $"""{Start}<Types xmlns="{Package}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="{Content}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="{Content}.styles+xml"/>{string.Concat(sheets.Select(n => $"""<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{Content}.worksheet+xml"/>"""))}</Types>""",
            cancellation
        );
    }

    // The heading is repeated on every page that is printed.
    private string Titles(int number) =>
        $"""<definedName name="_xlnm.Print_Titles" localSheetId="{number - 1}">{SecurityElement.Escape(SheetNames.Quoted(_sheets[number - 1].Name))}!$1:$1</definedName>""";

    private static string Relations(IReadOnlyList<(string Id, string Type, string Target)> relations) =>
        $"""{Start}<Relationships xmlns="{Package}/relationships">{string.Concat(relations.Select(r => $"""<Relationship Id="{r.Id}" Type="{Document}/{r.Type}" Target="{r.Target}"/>"""))}</Relationships>""";

    private static async Task AddAsync(ZipArchive archive, string name, string content, CancellationToken cancellation)
    {
        await using var part = await OpenAsync(archive, name, cancellation);
        await part.WriteAsync(Encoding.UTF8.GetBytes(content), cancellation);
    }

    private static Task<Stream> OpenAsync(ZipArchive archive, string name, CancellationToken cancellation)
    {
        var entry = archive.CreateEntry(name, CompressionLevel.Fastest);
        entry.LastWriteTime = s_time;
        return entry.OpenAsync(cancellation);
    }
}
