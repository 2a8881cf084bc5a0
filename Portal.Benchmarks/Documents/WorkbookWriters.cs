using System.Globalization;
using System.IO.Compression;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Spreadsheet;
using Portal.Domain.Documents.Tables;
using SpreadCheetah;
using SpreadCheetah.Styling;
using SpreadCheetah.Worksheets;

namespace Portal.Benchmarks.Documents;

/// <summary>Writes the sample rows as a workbook with each library, texts in their cells.</summary>
internal static class WorkbookWriters
{
    private const double Width = 14;

    public static async Task PortalAsync(string file, int rows)
    {
        await using var target = File.Create(file);
        await TableFiles.WriteXlsxAsync(SampleRows.Head, RowsAsync(), CultureInfo.InvariantCulture, target);

        async IAsyncEnumerable<ReportRow> RowsAsync()
        {
            await Task.CompletedTask;
            for (var row = 0; row < rows; row++)
            {
                var cells = new ReportCell[SampleRows.Columns];
                for (var i = 0; i < cells.Length; i++)
                    cells[i] = SampleRows.IsText(i) ? ReportCell.Of(SampleRows.Text(row, i)) : ReportCell.Of(SampleRows.Number(row, i));
                yield return new("", cells);
            }
        }
    }

    public static async Task SpreadCheetahAsync(string file, int rows)
    {
        await using var target = File.Create(file);
        await using var book = await Spreadsheet.CreateNewAsync(
            target,
            new() { CompressionLevel = SpreadCheetahCompressionLevel.Fastest, PreserveStringWhitespace = true }
        );
        var text = book.AddStyle(new Style { Alignment = { WrapText = true } });
        var number = book.AddStyle(new Style { Format = NumberFormat.Custom("#,##0.00") });
        var options = new WorksheetOptions
        {
            FrozenRows = 1,
            FrozenColumns = 1,
            ShowGridlines = false,
        };
        for (var i = 1; i <= SampleRows.Columns; i++)
            options.Column(i).Width = Width;
        await book.StartWorksheetAsync("Cases", options);
        await book.AddHeaderRowAsync([.. SampleRows.Head.Columns.Select(c => c.Heading)], text);
        var cells = new StyledCell[SampleRows.Columns];
        for (var row = 0; row < rows; row++)
        {
            for (var i = 0; i < cells.Length; i++)
                cells[i] = SampleRows.IsText(i) ? new(SampleRows.Text(row, i), text) : new(SampleRows.Number(row, i), number);
            await book.AddRowAsync(cells);
        }
        await book.FinishAsync();
    }

    /// <summary>One worksheet by the SDK's writer; the small parts that name it are left out, because they take no time.</summary>
    public static void OpenXml(string file, int rows)
    {
        using var target = File.Create(file);
        using var archive = new ZipArchive(target, ZipArchiveMode.Create);
        using var part = archive.CreateEntry("xl/worksheets/sheet1.xml", CompressionLevel.Fastest).Open();
        using var writer = new OpenXmlPartWriter(part);
        writer.WriteStartDocument();
        writer.WriteStartElement(new Worksheet());
        writer.WriteStartElement(new SheetData());
        var (row, cell, inline, text, value) = (
            new Row(),
            new DocumentFormat.OpenXml.Spreadsheet.Cell(),
            new InlineString(),
            new Text(),
            new CellValue()
        );
        var place = new OpenXmlAttribute[1];
        var number = new OpenXmlAttribute[2];
        var words = new OpenXmlAttribute[3];
        OpenXmlAttribute[] space = [new("xml", "space", "http://www.w3.org/XML/1998/namespace", "preserve")];
        words[2] = new("t", null!, "inlineStr");
        for (var r = 0; r < rows; r++)
        {
            place[0] = new("r", null!, (r + 1).ToString(CultureInfo.InvariantCulture));
            writer.WriteStartElement(row, place);
            for (var i = 0; i < SampleRows.Columns; i++)
            {
                var attributes = SampleRows.IsText(i) ? words : number;
                attributes[0] = new("r", null!, new CellPlace(r + 1, i + 1).ToString());
                attributes[1] = new("s", null!, "1");
                writer.WriteStartElement(cell, attributes);
                if (SampleRows.IsText(i))
                {
                    writer.WriteStartElement(inline);
                    writer.WriteStartElement(text, space);
                    writer.WriteString(SampleRows.Text(r, i));
                    writer.WriteEndElement();
                    writer.WriteEndElement();
                }
                else
                {
                    writer.WriteStartElement(value);
                    writer.WriteString(((double)SampleRows.Number(r, i)).ToString("R", CultureInfo.InvariantCulture));
                    writer.WriteEndElement();
                }
                writer.WriteEndElement();
            }
            writer.WriteEndElement();
        }
        writer.WriteEndElement();
        writer.WriteEndElement();
    }

    public static void AsExcelSaves(string file, int rows) => SharedTextWorkbook.Write(file, Rows(rows));

    private static IEnumerable<object[]> Rows(int rows)
    {
        var cells = new object[SampleRows.Columns];
        for (var row = 0; row < rows; row++)
        {
            for (var i = 0; i < cells.Length; i++)
                cells[i] = SampleRows.IsText(i) ? SampleRows.Text(row, i) : SampleRows.Number(row, i);
            yield return cells;
        }
    }
}
