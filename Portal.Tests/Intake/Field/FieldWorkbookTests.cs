using System.Text;
using Portal.Domain.Intake.Files;
using Portal.Tests.Documents;
using Portal.Tests.Support;

namespace Portal.Tests.Intake.Field;

/// <summary>Workbooks as people keep them: titles, several sheets, merged cells, formulas, errors and dates of every format.</summary>
[UseCulture("en")]
[Needs(Resource.Database)]
public sealed class FieldWorkbookTests
{
    private const string Row = "<row><c t=\"str\"><v>{0}</v></c><c t=\"str\"><v>350103T01A</v></c><c t=\"str\"><v>T5</v></c>{1}</row>";

    private static string Heading { get; } =
        "<row>" + string.Concat(FieldFiles.Heading.Split(',').Select(name => $"<c t=\"str\"><v>{name}</v></c>")) + "</row>";

    [Theory]
    [InlineData("x05_title_row.xlsx", "T1", "2014-10-31 09:00:00", "2014-10-31 11:24:00")]
    [InlineData("x21_blank_first_rows.xlsx", "Q1", "2014-10-31 09:00:00", "2014-10-31 11:24:00")]
    [InlineData("x17_formula.xlsx", "F1", "2014-10-31 09:00:00", "2014-10-31 11:24:00")]
    public async Task Workbook_OfOneRow_IsRead(string name, string number, string accepted, string closed)
    {
        await using var database = await FieldFiles.CreateAsync();
        var outcome = await database.ImportAsync(name);
        Assert.Empty(outcome.Codes());
        var record = Assert.Single(await database.RecordsAsync());
        Assert.Equal((number, accepted, closed), (record.CaseNo, database.Local(record.AcceptedAt), database.Local(record.ClosedAt)));
        Assert.Equal(
            name == "x05_title_row.xlsx" ? ["The heading was found in row 2; the rows above it were not read."] : [],
            outcome.Notices
        );
    }

    [Fact]
    public async Task SerialNumbers_AreTakenWhereAProfileMapsThemToATime()
    {
        await using var database = await FieldFiles.CreateAsync();
        Assert.Equal(
            ["2 acceptedAt instant.serial", "2 closedAt instant.serial"],
            (await database.ImportAsync("x04_serial_general.xlsx")).Codes()
        );

        Assert.Empty((await database.ImportAsync("x04_serial_general.xlsx", FieldFiles.Profile(""))).Codes());

        var record = Assert.Single(await database.RecordsAsync());
        Assert.Equal("2014-10-31 09:00:00", database.Local(record.AcceptedAt));
        Assert.Equal("2014-10-31 11:24:00", database.Local(record.ClosedAt));
    }

    [Theory]
    [InlineData("41943.375", false, "2014-10-31 09:00:00")]
    [InlineData("40481.375", true, "2014-10-31 09:00:00")]
    [InlineData("41943", false, "2014-10-31 00:00:00")]
    public async Task SerialNumber_CountsFromTheYearOfTheWorkbook(string number, bool from1904, string local)
    {
        var book = RawWorkbook.Of(
            Heading + string.Format(null, CompositeFormat.Parse(Row), "1", $"<c><v>{number}</v></c>"),
            workbook: from1904 ? "<workbookPr date1904=\"1\"/>" : ""
        );
        await using var database = await FieldFiles.CreateAsync();
        Assert.Empty((await database.ImportAsync(new MemoryStream(book), "cases.xlsx", FieldFiles.Profile(""))).Codes());
        Assert.Equal(local, database.Local(Assert.Single(await database.RecordsAsync()).AcceptedAt));
    }

    [Fact]
    public async Task SerialNumber_InATextFile_NeedsAProfileThatSaysSo()
    {
        const string Text = FieldFiles.Heading + "\n1,350103T01A,T5,41943.375,\n";
        await using var database = await FieldFiles.CreateAsync();
        Assert.Equal(["2 acceptedAt instant.serial"], (await database.ImportTextAsync(Text, FieldFiles.Profile(""))).Codes());
        Assert.Empty((await database.ImportTextAsync(Text, FieldFiles.Profile("\"dateNumbers\": [\"serial\"]"))).Codes());
    }

    [Fact]
    public async Task ChineseDateFormats_AreDates()
    {
        await using var database = await FieldFiles.CreateAsync();
        Assert.Empty((await database.ImportAsync("x11_cn_date.xlsx")).Codes());
        Assert.Equal(
            [
                "2014-10-31 00:00:00 2014-11-01 00:00:00",
                "2014-10-31 09:00:00 2014-10-31 11:24:00",
                "2014-10-31 00:00:00 2014-11-01 00:00:00",
            ],
            (await database.RecordsAsync()).Select(r => $"{database.Local(r.AcceptedAt)} {database.Local(r.ClosedAt)}")
        );
    }

    [Theory]
    [InlineData(14)]
    [InlineData(22)]
    [InlineData(27)]
    [InlineData(28)]
    [InlineData(31)]
    [InlineData(34)]
    [InlineData(36)]
    [InlineData(50)]
    [InlineData(57)]
    [InlineData(58)]
    [InlineData(170, "[$-804]yyyy\"年\"m\"月\"d\"日\" dddd;@")]
    [InlineData(170, "[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy")]
    [InlineData(170, "[DBNum1][$-804]yyyy\"年\"m\"月\";@")]
    [InlineData(170, "上午/下午h\"时\"mm\"分\"")]
    [InlineData(170, "[$-411]ge.m.d;@")]
    public async Task Number_WithADateFormat_IsItsInstant(int id, string? code = null)
    {
        var formats = code is null
            ? ""
            : $"<numFmts><numFmt numFmtId=\"{id}\" formatCode=\"{code.Replace("\"", "&quot;", StringComparison.Ordinal)}\"/></numFmts>";
        var looks = $"{formats}<cellXfs><xf numFmtId=\"{id}\"/></cellXfs>";
        var book = RawWorkbook.Of(
            Heading + string.Format(null, CompositeFormat.Parse(Row), "1", "<c s=\"0\"><v>41943.375</v></c>"),
            looks: looks
        );
        await using var database = await FieldFiles.CreateAsync();
        Assert.Empty((await database.ImportAsync(new MemoryStream(book), "cases.xlsx")).Codes());
        Assert.Equal("2014-10-31 09:00:00", database.Local(Assert.Single(await database.RecordsAsync()).AcceptedAt));
    }

    [Fact]
    public async Task MergedCells_AreToldByRowOrFilledDownWhereTheProfileSaysSo()
    {
        await using var database = await FieldFiles.CreateAsync();
        var told = await database.ImportAsync("x07_merged_unit.xlsx");
        Assert.Equal(["3 unitCode cell.merged", "4 unitCode cell.merged"], told.Codes());
        Assert.Contains("B3", told.Result.Errors[0].Message, StringComparison.Ordinal);
        Assert.Contains("B2:B4", told.Result.Errors[0].Message, StringComparison.Ordinal);
        Assert.Equal(1, told.Result.Created);

        var filled = await database.ImportAsync("x07_merged_unit.xlsx", FieldFiles.Profile("\"fillMerged\": true"));
        Assert.Empty(filled.Codes());
        Assert.Equal(["G1", "G2", "G3"], await database.NumbersAsync());
    }

    [Theory]
    [InlineData("E2:E3", "3 closedAt cell.merged", "1")] // an optional value is not taken for blank
    [InlineData("D2:E2", "2 closedAt cell.merged", "2")] // a value belongs to one column
    [InlineData("A1:E1", "", "1 2")] // a heading
    [InlineData("H2:H3", "", "1 2")] // outside the columns
    public async Task MergedCells_BesideTheValues_AreTold(string area, string codes, string numbers)
    {
        const string Data =
            "<row r=\"2\"><c r=\"A2\"><v>1</v></c><c r=\"B2\" t=\"str\"><v>350103T01A</v></c><c r=\"C2\" t=\"str\"><v>T5</v></c>"
            + "<c r=\"D2\" t=\"str\"><v>2014-10-31</v></c>{0}</row><row r=\"3\"><c r=\"A3\"><v>2</v></c>"
            + "<c r=\"B3\" t=\"str\"><v>350103T01A</v></c><c r=\"C3\" t=\"str\"><v>T5</v></c>"
            + "<c r=\"D3\" t=\"str\"><v>2014-10-31</v></c></row>";
        var closed = area == "D2:E2" ? "" : "<c r=\"E2\" t=\"str\"><v>2014-11-01</v></c>";
        var rows = Heading + Data.Replace("{0}", closed, StringComparison.Ordinal);
        var sheet =
            $"<worksheet xmlns=\"{RawWorkbook.Main}\"><sheetData>{rows}</sheetData>"
            + $"<mergeCells><mergeCell ref=\"{area}\"/></mergeCells></worksheet>";
        await using var database = await FieldFiles.CreateAsync();
        var outcome = await database.ImportAsync(new MemoryStream(RawWorkbook.WithSheet(sheet)), "cases.xlsx");
        Assert.Equal(codes.Length == 0 ? [] : [codes], outcome.Codes());
        Assert.Equal(numbers.Split(' '), await database.NumbersAsync());
    }

    [Fact]
    public async Task ErrorsInCells_AreNamedWithTheirCell()
    {
        await using var database = await FieldFiles.CreateAsync();
        var outcome = await database.ImportAsync("x13_errors.xlsx");
        Assert.Equal(["2 itemCode cell.error", "3 acceptedAt cell.error", "4 closedAt cell.error"], outcome.Codes());
        Assert.Equal(
            ["Cell C2 has the error #N/A.", "Cell D3 has the error #VALUE!.", "Cell E4 has the error #REF!."],
            outcome.Result.Errors.Select(e => e.Message)
        );
    }

    [Fact]
    public async Task Formula_WithoutAStoredValue_IsNoBlank()
    {
        var book = RawWorkbook.Of(
            Heading + string.Format(null, CompositeFormat.Parse(Row), "1", "<c t=\"str\"><v>2014-10-31</v></c><c><f>NOW()</f></c>")
        );
        await using var database = await FieldFiles.CreateAsync();
        Assert.Equal(["2 closedAt cell.noStoredValue"], (await database.ImportAsync(new MemoryStream(book), "cases.xlsx")).Codes());
    }

    [Fact]
    public async Task SeveralSheetsWithRows_AreAskedAbout()
    {
        await using var database = await FieldFiles.CreateAsync();
        var refused = await Assert.ThrowsAsync<RecordFileException>(() => database.ImportAsync("x20_two_sheets.xlsx"));
        Assert.Equal("xlsx.severalSheets", refused.Code);
        Assert.Contains("S1, S2", refused.Message, StringComparison.Ordinal);

        Assert.Empty(
            (await database.ImportAsync("x20_two_sheets.xlsx", FieldFiles.Request() with { Reading = new() { Sheet = "s2" } })).Codes()
        );
        Assert.Equal(["P2"], await database.NumbersAsync());
        var unknown = await Assert.ThrowsAsync<RecordFileException>(() =>
            database.ImportAsync("x20_two_sheets.xlsx", FieldFiles.Request() with { Reading = new() { Sheet = "S3" } })
        );
        Assert.Equal("xlsx.sheetUnknown", unknown.Code);
    }

    [Fact]
    public async Task SheetsBesideTheOnlyOneWithTheColumns_AreNamedInTheResult()
    {
        var data = Heading + string.Format(null, CompositeFormat.Parse(Row), "1", "<c t=\"str\"><v>2014-10-31</v></c>");
        const string Note = "<row><c t=\"str\"><v>remarks</v></c><c t=\"str\"><v>of the office</v></c></row>";
        var book = Sheets(("Notes", null, Note), ("Cases", null, data), ("Empty", null, ""), ("Old", "hidden", data));
        await using var database = await FieldFiles.CreateAsync();
        var outcome = await database.ImportAsync(new MemoryStream(book), "cases.xlsx");
        Assert.Empty(outcome.Codes());
        Assert.Equal(
            ["Sheet “Cases” was read. Not read, because their headings are others: Notes.", "Hidden sheets with rows were not read: Old."],
            outcome.Notices
        );
        Assert.Equal(["1"], await database.NumbersAsync());
    }

    [Fact]
    public async Task Heading_BelowSeveralRowsOfText_IsFound()
    {
        const string Above = "<row r=\"2\"><c t=\"str\"><v>单位</v></c><c t=\"str\"><v>台江</v></c><c t=\"str\"><v>日期</v></c></row>";
        var row = string.Format(null, CompositeFormat.Parse(Row), "1", "<c t=\"str\"><v>2014-10-31</v></c>");
        var book = RawWorkbook.Of(Above + Heading.Replace("<row>", "<row r=\"7\">", StringComparison.Ordinal) + row);
        await using var database = await FieldFiles.CreateAsync();
        Assert.Empty((await database.ImportAsync(new MemoryStream(book), "cases.xlsx")).Codes());
        var chosen = FieldFiles.Request() with { Reading = new() { HeadingRow = 2 } };
        Assert.Equal(
            "header.unknown",
            (await Assert.ThrowsAsync<RecordFileException>(() => database.ImportAsync(new MemoryStream(book), "cases.xlsx", chosen))).Code
        );
    }

    [Theory]
    [InlineData("cases.xls", new byte[] { 0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1 }, "file.oldExcel")]
    [InlineData("cases.xls", new byte[] { (byte)'<', (byte)'h', (byte)'t', (byte)'m' }, "file.markup")]
    [InlineData("cases.xlsb", new byte[] { 1, 2, 3, 4 }, "file.notExcel")]
    public async Task OtherKindsOfWorkbooks_AreRefusedWithHowToSaveThem(string name, byte[] bytes, string code)
    {
        await using var database = await FieldFiles.CreateAsync();
        var refused = await Assert.ThrowsAsync<RecordFileException>(() => database.ImportAsync(new MemoryStream(bytes), name));
        Assert.Equal(code, refused.Code);
    }

    [Fact]
    public async Task BinaryWorkbook_IsRefusedWithHowToSaveIt()
    {
        var parts = RawWorkbook
            .Parts()
            .Select(p =>
                (
                    p.Name.Replace("workbook.xml", "workbook.bin", StringComparison.Ordinal),
                    p.Text.Replace("xl/workbook.xml", "xl/workbook.bin", StringComparison.Ordinal)
                        .Replace(
                            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
                            "application/vnd.ms-excel.sheet.binary.macroEnabled.main",
                            StringComparison.Ordinal
                        )
                )
            )
            .ToList();
        await using var database = await FieldFiles.CreateAsync();
        var refused = await Assert.ThrowsAsync<RecordFileException>(() =>
            database.ImportAsync(new MemoryStream(RawWorkbook.Zip(parts)), "cases.xlsb")
        );
        Assert.Equal("file.binaryExcel", refused.Code);
        Assert.Contains(".xlsx", refused.Message, StringComparison.Ordinal);
    }

    private static byte[] Sheets(params (string Name, string? State, string Rows)[] sheets)
    {
        var list = string.Concat(
            sheets.Select(
                (s, i) => $"<sheet name=\"{s.Name}\" sheetId=\"{i + 1}\" {(s.State is null ? "" : $"state=\"{s.State}\" ")}r:id=\"s{i}\"/>"
            )
        );
        var relations = string.Concat(
            sheets.Select(
                (_, i) => $"<Relationship Id=\"s{i}\" Target=\"worksheets/s{i}.xml\" Type=\"{RawWorkbook.Relations}/worksheet\"/>"
            )
        );
        var types = string.Concat(
            sheets.Select(
                (_, i) =>
                    $"<Override PartName=\"/xl/worksheets/s{i}.xml\" "
                    + "ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/>"
            )
        );
        List<(string, string)> parts =
        [
            .. RawWorkbook
                .Parts()
                .Select(p =>
                    p.Name switch
                    {
                        "[Content_Types].xml" => (p.Name, p.Text.Replace("</Types>", types + "</Types>", StringComparison.Ordinal)),
                        "xl/workbook.xml" => (
                            p.Name,
                            $"<workbook xmlns=\"{RawWorkbook.Main}\" xmlns:r=\"{RawWorkbook.Relations}\"><sheets>{list}</sheets></workbook>"
                        ),
                        "xl/_rels/workbook.xml.rels" => (
                            p.Name,
                            "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
                                + $"{relations}</Relationships>"
                        ),
                        _ => p,
                    }
                ),
        ];
        parts.AddRange(
            sheets.Select(
                (s, i) =>
                    ($"xl/worksheets/s{i}.xml", $"<worksheet xmlns=\"{RawWorkbook.Main}\"><sheetData>{s.Rows}</sheetData></worksheet>")
            )
        );
        return RawWorkbook.Zip(parts);
    }
}
