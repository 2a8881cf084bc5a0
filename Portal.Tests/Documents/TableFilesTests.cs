using System.Globalization;
using System.Text;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using DocumentFormat.OpenXml.Validation;
using Portal.Tests.Demonstration;
using Portal.Tests.Reports;
using Portal.Tests.Support;
using static Portal.Tests.Documents.SampleTables;

namespace Portal.Tests.Documents;

public sealed class TableFilesTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Texts that a spreadsheet program might run as formulas, with each first character of a formula.</summary>
    public static TheoryData<string> Formulas() =>
        [
            .. from start in new[] { "=", "+", "-", "@", "\t=", "\r=", "\n=", "\0=", " =", "＝", "＋", "－", "＠" }
            from rest in new[] { "1+1", "cmd|' /C calc'!A0", "HYPERLINK(\"http://x\",\"y\")" }
            select start + rest,
        ];

    [Theory, MemberData(nameof(Formulas))]
    public async Task Csv_TextThatLooksLikeAFormula_BeginsWithAnApostrophe(string text)
    {
        var line = (await CsvAsync(Text(text)))["\uFEFFText\r\n".Length..^2];
        var field = line.StartsWith('"') ? line[1..^1].Replace("\"\"", "\"", StringComparison.Ordinal) : line;
        Assert.StartsWith("'", field, StringComparison.Ordinal);
        Assert.DoesNotContain('\0', field);
    }

    [Theory, MemberData(nameof(Formulas))]
    public async Task Copy_TextThatLooksLikeAFormula_BeginsWithAnApostrophe(string text)
    {
        await Task.CompletedTask;
        Assert.StartsWith("Text\n'", TableFiles.Copy(Text(text), CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Formulas))]
    public async Task Xlsx_TextThatLooksLikeAFormula_StaysAText(string text)
    {
        using var document = Open(await XlsxAsync(Text(text)));
        Assert.DoesNotContain(Cells(document), c => c.CellFormula is not null);
        var cell = Cells(document).Single(c => c.CellReference == "A2");
        Assert.Equal(CellValues.InlineString, cell.DataType!.Value);
        Assert.True(Look(document, cell).QuotePrefix!.Value);
    }

    [Fact]
    public async Task Csv_Numbers_StayNumbersWhateverTheirSign()
    {
        var csv = await CsvAsync(Of(Row("x", -1234.5m, 0.79595m, -0.0123m, -0.5m), Row("-5", 1000000m, null, 0.2m, null)));
        Assert.Equal("\uFEFFName,Count,Share,Points,Change\r\nx,-1234.5,0.79595,-1.23,-0.5\r\n'-5,1000000,—,20,—\r\n", csv);
    }

    [Fact]
    public async Task Csv_TextWithSeparatorsAndQuotes_IsQuoted() =>
        Assert.Equal("\uFEFFText\r\n\"a,\"\"b\"\"\nc\"\r\n", await CsvAsync(Text("a,\"b\"\r\nc")));

    [Fact]
    public async Task Xlsx_IsValidAndHoldsNumbersAsNumbers()
    {
        using var document = Open(await XlsxAsync(ReportSamples.Streets));
        Assert.Empty(new OpenXmlValidator().Validate(document, Cancellation));
        var cells = Cells(document).ToDictionary(c => c.CellReference!.Value!, StringComparer.Ordinal);
        Assert.Null(cells["B2"].DataType);
        Assert.Equal("1234", cells["B2"].CellValue!.Text);
        Assert.Equal(985.0 / 1234, double.Parse(cells["D2"].CellValue!.Text, CultureInfo.InvariantCulture), 12);
        Assert.Equal("1.23", cells["E2"].CellValue!.Text); // percentage points
        Assert.Equal("未报送", cells["B5"].InnerText);
        Assert.Equal("不适用", cells["E5"].InnerText);
        Assert.Equal("—", cells["D4"].InnerText);
    }

    [Theory]
    [InlineData("a\0b\u0001c\uFFFEd", "abcd")]
    [InlineData("😀&<>\"'", "😀&<>\"'")]
    [InlineData("_x0041_", "_x005F_x0041_")]
    public async Task Xlsx_CharactersThatXmlCannotHold_AreDropped(string text, string expected)
    {
        using var document = Open(await XlsxAsync(Text(text)));
        Assert.Equal(expected, Cells(document).Single(c => c.CellReference == "A2").InnerText);
    }

    [Fact]
    public void Legal_HalfACharacter_IsDropped() => Assert.Equal("ab", CellTexts.Legal("a" + (char)0xD83D + "b"));

    [Fact]
    public async Task Xlsx_WrittenTwice_HasTheSameBytes() =>
        Assert.Equal(await XlsxAsync(ReportSamples.Streets), await XlsxAsync(ReportSamples.Streets));

    [Fact]
    public async Task Xlsx_OfNoRows_HasItsHeading()
    {
        using var document = Open(await XlsxAsync(Of()));
        Assert.Empty(new OpenXmlValidator().Validate(document, Cancellation));
        Assert.Equal(["Name", "Count", "Share", "Points", "Change"], Cells(document).Select(c => c.InnerText));
    }

    [Fact]
    [Needs(Resource.Time)]
    public async Task Xlsx_OfMoreRowsThanASheetHolds_GoesOnOnTheNext()
    {
        const int Rows = 1_048_576 + 10;
        using var content = new MemoryStream();
        await TableFiles.WriteXlsxAsync(
            new("big", "Big", [new("n", "N", ReportColumnKind.Number)], []),
            Numbers(Rows),
            CultureInfo.InvariantCulture,
            content,
            cancellation: Cancellation
        );
        using var document = SpreadsheetDocument.Open(content, isEditable: false);
        Assert.Equal(["Big", "Big (2)"], document.WorkbookPart!.Workbook!.Sheets!.Elements<Sheet>().Select(s => s.Name!.Value));
        Assert.Equal(1 + Rows - 1_048_575, Rows2(document));

        static int Rows2(SpreadsheetDocument document) =>
            ((WorksheetPart)document.WorkbookPart!.GetPartById("rId2"))
                .Worksheet!.Descendants<DocumentFormat.OpenXml.Spreadsheet.Row>()
                .Count();
    }

    [Theory, InlineData("csv"), InlineData("xlsx")]
    public async Task ManyRows_AreHandedOnAsTheyCome(string format)
    {
        const int Rows = 100_000;
        using var target = new OneWayStream();
        var rows = new List<WeakReference>();
        var told = new Told(() => target.Count);
        if (format == "csv")
            await TableFiles.WriteCsvAsync(Of(), Watched(Rows, rows), CultureInfo.InvariantCulture, target, told, Cancellation);
        else
            await TableFiles.WriteXlsxAsync(Of(), Watched(Rows, rows), CultureInfo.InvariantCulture, target, told, Cancellation);

        Assert.Equal(Rows, told.Last);
        Assert.True(told.AtHalf > target.Count / 3, "Half of the rows were written before half of the file was handed on.");
        GC.Collect();
        // The widths are measured by the first rows.
        Assert.InRange(rows.Count(r => r.IsAlive), 0, 2);
    }

    [Fact]
    public void NameOf_TitleNoSystemTakes_IsMadeLegal() => Assert.Equal("a b 街道.csv", TableFiles.NameOf("a/ b\\ 街道?.", ".csv"));

    internal static async Task<byte[]> XlsxAsync(ReportTable table)
    {
        using var content = new MemoryStream();
        await using var target = new OneWayStream(content);
        await TableFiles.WriteXlsxAsync(table, ReportSamples.Chinese, target, Cancellation);
        return content.ToArray();
    }

    private static async Task<string> CsvAsync(ReportTable table)
    {
        using var content = new MemoryStream();
        await using var target = new OneWayStream(content);
        await TableFiles.WriteCsvAsync(table, ReportSamples.English, target, Cancellation);
        return Encoding.UTF8.GetString(content.ToArray());
    }

    private static SpreadsheetDocument Open(byte[] bytes) => SpreadsheetDocument.Open(new MemoryStream(bytes), isEditable: false);

    private static IEnumerable<Cell> Cells(SpreadsheetDocument document) =>
        document.WorkbookPart!.WorksheetParts.Single().Worksheet!.Descendants<Cell>();

    private static CellFormat Look(SpreadsheetDocument document, Cell cell) =>
        document.WorkbookPart!.WorkbookStylesPart!.Stylesheet!.CellFormats!.Elements<CellFormat>().ElementAt((int)cell.StyleIndex!.Value);

    private static async IAsyncEnumerable<ReportRow> Numbers(int rows)
    {
        await Task.CompletedTask;
        for (var i = 0; i < rows; i++)
            yield return new("", [ReportCell.Of(i)]);
    }

    // Every thousandth row is remembered, without being held.
    private static async IAsyncEnumerable<ReportRow> Watched(int rows, List<WeakReference> seen)
    {
        var count = 0;
        await foreach (var row in Many(rows, Cancellation))
        {
            if (count++ % 1000 == 0)
                seen.Add(new(row));
            yield return row;
        }
    }

    private sealed class Told(Func<long> handedOn) : IProgress<long>
    {
        public long Last { get; private set; }

        public long AtHalf { get; private set; }

        public void Report(long value)
        {
            if (value >= 50_000 && AtHalf == 0)
                AtHalf = handedOn();
            Last = value;
        }
    }
}
