using System.Globalization;
using System.Text;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using ExcelDataReader;
using Portal.Domain.Figures.Templates;
using SpreadCheetah;
using Cell = DocumentFormat.OpenXml.Spreadsheet.Cell;
using SheetView = Portal.Domain.Figures.Sheets.SheetView;

namespace Portal.Tests.Figures.Sheets;

/// <summary>A template, edited like in a spreadsheet program.</summary>
internal sealed class TemplateBook(byte[] bytes)
{
    public byte[] Bytes { get; private set; } = bytes;

    public static TemplateBook Of(SheetView view)
    {
        using var target = new MemoryStream();
        SheetTemplate.Write(view, target);
        return new(target.ToArray());
    }

    /// <summary>The address of a cell of the form, such as <c>D7</c>.</summary>
    public string Place(string code)
    {
        var place = "";
        Read(sheet => place = Find(sheet, code));
        return place;
    }

    /// <summary>Types into cells of the form: numbers as numbers, everything else as text.</summary>
    public TemplateBook With(params IEnumerable<(string Code, object Value)> values) =>
        Edit(sheet =>
        {
            foreach (var (code, value) in values)
                Set(At(sheet, Find(sheet, code)), value);
        });

    /// <summary>Types into a cell of the worksheet.</summary>
    public TemplateBook WithCell(string place, object value) => Edit(sheet => Set(At(sheet, place), value));

    public TemplateBook Edit(Action<Worksheet> edit)
    {
        using var stream = new MemoryStream();
        stream.Write(Bytes);
        using (var document = SpreadsheetDocument.Open(stream, isEditable: true))
            edit(document.WorkbookPart!.WorksheetParts.Single().Worksheet!);
        return new(stream.ToArray());
    }

    public void Read(Action<Worksheet> read)
    {
        using var document = SpreadsheetDocument.Open(new MemoryStream(Bytes), isEditable: false);
        read(document.WorkbookPart!.WorksheetParts.Single().Worksheet!);
    }

    /// <summary>Read, filled in and saved by another library: no styles, no protection, texts elsewhere.</summary>
    public async Task<TemplateBook> RewrittenAsync(params (string Code, object Value)[] values)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance); // the reader asks for one of Windows' own
        var token = TestContext.Current.CancellationToken;
        var typed = values.ToDictionary(v => CellPlace.Read(Place(v.Code))!.Value, v => v.Value);
        using var target = new MemoryStream();
        await using (var sheet = await Spreadsheet.CreateNewAsync(target, new() { WriteCellReferenceAttributes = true }, token))
        {
            await sheet.StartWorksheetAsync("Sheet1", token: token);
            using var read = ExcelReaderFactory.CreateOpenXmlReader(new MemoryStream(Bytes));
            for (var row = 1; read.Read(); row++)
            {
                var cells = Enumerable.Range(1, read.FieldCount).Select(c => typed.GetValueOrDefault(new(row, c)) ?? read.GetValue(c - 1));
                await sheet.AddRowAsync(cells.Select(ToCell).ToArray(), token);
            }
            await sheet.FinishAsync(token);
        }
        return new(target.ToArray());
    }

    private static DataCell ToCell(object? value) =>
        value switch
        {
            null => default,
            string text => new(text),
            _ => new(Convert.ToDecimal(value, CultureInfo.InvariantCulture)),
        };

    public static Cell At(Worksheet sheet, string place) => sheet.Descendants<Cell>().Single(c => c.CellReference == place);

    public static void Set(Cell cell, object value)
    {
        cell.RemoveAllChildren();
        cell.DataType = value is string ? CellValues.String : null;
        cell.CellValue = new CellValue(Convert.ToString(value, CultureInfo.InvariantCulture)!);
    }

    private static string Find(Worksheet sheet, string code)
    {
        var parts = code.Split('.');
        var row = sheet.Descendants<Row>().Single(r => Text(r, "A") == parts[0]);
        var above = sheet.Descendants<Row>().Last(r => r.RowIndex! < row.RowIndex! && Text(r, "A") is ['#', not 'h', ..]);
        var column = above.Elements<Cell>().Single(c => c.InnerText == (parts.Length == 2 ? parts[1] : "value"));
        return column.CellReference!.Value!.TrimEnd("0123456789".ToCharArray()) + row.RowIndex!;
    }

    private static string Text(Row row, string column) =>
        row.Elements<Cell>().FirstOrDefault(c => c.CellReference == column + row.RowIndex)?.InnerText ?? "";
}
