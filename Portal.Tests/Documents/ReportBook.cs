using System.Globalization;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using Portal.Domain.Documents.Content;
using Portal.Domain.Documents.Excel;
using Drawn = DocumentFormat.OpenXml.Drawing.Charts;

namespace Portal.Tests.Documents;

/// <summary>A workbook, read back for tests.</summary>
internal sealed class ReportBook(byte[] bytes) : IDisposable
{
    public SpreadsheetDocument Package { get; } = SpreadsheetDocument.Open(new MemoryStream(bytes), isEditable: false);

    public IReadOnlyList<string> SheetNames => [.. Package.WorkbookPart!.Workbook!.Sheets!.Elements<Sheet>().Select(s => s.Name!.Value!)];

    public IEnumerable<Cell> Cells => Package.WorkbookPart!.WorksheetParts.SelectMany(p => p.Worksheet!.Descendants<Cell>());

    public static byte[] Bytes(ReportDocument document, byte[]? template = null)
    {
        using var content = new MemoryStream();
        ExcelReport.Write(document, template, content);
        return content.ToArray();
    }

    public static ReportBook Of(ReportDocument document, byte[]? template = null) => new(Bytes(document, template));

    public WorksheetPart Sheet(string name) =>
        (WorksheetPart)
            Package.WorkbookPart!.GetPartById(
                Package.WorkbookPart.Workbook!.Sheets!.Elements<Sheet>().Single(s => s.Name == name).Id!.Value!
            );

    public Cell At(string sheet, CellPlace place) => Find(sheet, place) ?? throw new InvalidOperationException($"{sheet} has no {place}.");

    public Cell? Find(string sheet, CellPlace place) =>
        Sheet(sheet).Worksheet!.Descendants<Cell>().FirstOrDefault(c => c.CellReference == place.ToString());

    /// <summary>The row with a name in the table below a title: each cell with its heading, null where it holds no number.</summary>
    public IReadOnlyList<(string Heading, double? Number)> RowBelow(string sheet, string title, string name)
    {
        var rows = Sheet(sheet)
            .Worksheet!.Descendants<Row>()
            .Select(r => r.Elements<Cell>().ToList())
            .SkipWhile(r => r.FirstOrDefault()?.InnerText != title)
            .Skip(1)
            .ToList();
        var cells = rows.Skip(1).First(r => r[0].InnerText == name);
        return
        [
            .. rows[0].Zip(cells, (heading, cell) => (heading.InnerText, cell.DataType is null ? Number(cell) : (double?)null)).Skip(1),
        ];
    }

    public static double Number(Cell cell) => double.Parse(cell.CellValue!.Text, CultureInfo.InvariantCulture);

    /// <summary>How high each row of a worksheet is, in points, and after which rows a page ends.</summary>
    public (IReadOnlyList<double> Heights, IReadOnlyList<int> Ends) Pages(string sheet)
    {
        var worksheet = Sheet(sheet).Worksheet!;
        var told = worksheet.Descendants<Row>().ToDictionary(r => (int)r.RowIndex!.Value, r => r.Height?.Value);
        var last = Math.Max(told.Keys.Max(), ChartRows(sheet).Select(c => c.Last).DefaultIfEmpty(0).Max());
        return (
            [.. Enumerable.Range(1, last).Select(row => told.GetValueOrDefault(row) ?? SheetWriter.RowHeight)],
            [.. worksheet.Descendants<Break>().Select(b => (int)b.Id!.Value)]
        );
    }

    /// <summary>The first and the last row that each chart covers; rows under charts have the usual height.</summary>
    public IEnumerable<(int First, int Last)> ChartRows(string sheet) =>
        Sheet(sheet)
            .DrawingsPart!.WorksheetDrawing!.Elements<DocumentFormat.OpenXml.Drawing.Spreadsheet.OneCellAnchor>()
            .Select(a =>
                (First: int.Parse(a.FromMarker!.RowId!.Text, CultureInfo.InvariantCulture) + 1, Points: a.Extent!.Cy!.Value / 12_700.0)
            )
            .Select(c => (c.First, c.First + (int)Math.Ceiling(c.Points / SheetWriter.RowHeight) - 1));

    public IReadOnlyList<ChartPart> Charts(string sheet) =>
        [.. Sheet(sheet).DrawingsPart!.ChartParts.OrderBy(p => p.Uri.ToString(), StringComparer.Ordinal)];

    public static IEnumerable<string> Formulas(ChartPart chart) => chart.ChartSpace!.Descendants<Drawn.Formula>().Select(f => f.Text);

    /// <summary>The cached values of a chart equal its cells, gaps included.</summary>
    public void AssertCachesEqualCells(ChartPart chart)
    {
        foreach (var numbers in chart.ChartSpace!.Descendants<Drawn.NumberReference>())
        {
            var cells = Range(numbers.Formula!.Text).ToList();
            Assert.Equal((uint)cells.Count, numbers.NumberingCache!.PointCount!.Val!.Value);
            var cached = numbers
                .NumberingCache.Elements<Drawn.NumericPoint>()
                .ToDictionary(p => (int)p.Index!.Value, p => double.Parse(p.NumericValue!.Text, CultureInfo.InvariantCulture));
            Assert.NotEmpty(cached);
            for (var i = 0; i < cells.Count; i++)
            {
                Assert.Equal(cached.ContainsKey(i), cells[i] is { DataType: null });
                if (cached.TryGetValue(i, out var value))
                    Assert.Equal(value, Number(cells[i]!), 12);
            }
        }
        foreach (var texts in chart.ChartSpace!.Descendants<Drawn.StringReference>())
        {
            Assert.Equal(
                Range(texts.Formula!.Text).Select(c => c!.InnerText),
                texts.StringCache!.Elements<Drawn.StringPoint>().Select(p => p.NumericValue!.Text)
            );
        }
    }

    public void Dispose() => Package.Dispose();

    private IEnumerable<Cell?> Range(string formula)
    {
        var parts = formula.Split('!');
        var area = parts[1].Split(':').Select(p => CellPlace.Read(p)!.Value).ToList();
        for (var row = area[0].Row; row <= area[^1].Row; row++)
            yield return Find(parts[0].Trim('\''), new(row, area[0].Column));
    }
}
