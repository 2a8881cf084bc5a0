using System.Diagnostics;
using System.Text;
using Portal.Domain.Documents.Packaging;
using Portal.Domain.Documents.Workbooks;

namespace Portal.Tests.Documents;

[CollectionDefinition(nameof(WorkbookReaderTests), DisableParallelization = true)]
[Collection(nameof(WorkbookReaderTests))]
public sealed class WorkbookReaderTests
{
    private const long MostMemory = 64L << 20;
    private static readonly TimeSpan s_mostTime = TimeSpan.FromSeconds(2);

    // Looks 0 to 4: none, a built-in date, a Chinese date, digits alone, hours beyond a day.
    private const string Looks = """
        <numFmts count="3">
          <numFmt numFmtId="170" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/>
          <numFmt numFmtId="171" formatCode="000000&quot;day&quot;"/>
          <numFmt numFmtId="172" formatCode="[h]:mm"/>
        </numFmts>
        <cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>
        <cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="170"/><xf numFmtId="171"/><xf numFmtId="172"/></cellXfs>
        """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Cells_OfEveryKind_AreReadWithTheirPlaces()
    {
        const string Rows = """
            <row r="2">
              <c r="B2" t="s"><v>1</v></c><c><v>12.300000000000001</v></c><c r="F2" t="inlineStr"><is><t> 甲 </t></is></c>
              <c r="G2" t="b"><v>1</v></c><c r="H2" t="e"><v>#N/A</v></c><c r="I2" t="str"><f>A1</f><v>a_x000A_b</v></c>
              <c r="J2"><f>1/0</f></c><c r="K2" s="1"/>
            </row>
            <row><c t="d"><v>2014-10-31</v></c></row>
            """;
        const string Texts = "<si><t>x</t></si><si><r><t>便民</t></r><rPh sb=\"0\" eb=\"1\"><t>bian</t></rPh><r><t>服务</t></r></si>";
        var rows = await ReadAsync(RawWorkbook.Of(Rows, Texts));
        Assert.Equal(
            [
                (2, new(2, "便民服务", WorkbookCellKind.Text, false)),
                (2, new(3, "12.3", WorkbookCellKind.Number, false)),
                (2, new(6, " 甲 ", WorkbookCellKind.Text, false)),
                (2, new(7, "true", WorkbookCellKind.Truth, false)),
                (2, new(8, "#N/A", WorkbookCellKind.Error, false)),
                (2, new(9, "a\nb", WorkbookCellKind.Text, true)),
                (2, new(10, "", WorkbookCellKind.Text, true)),
                (3, new(1, "2014-10-31", WorkbookCellKind.Date, false)),
            ],
            rows
        );
    }

    [Theory]
    [InlineData(0, null)]
    [InlineData(1, "2014-10-31T09:00:00")]
    [InlineData(2, "2014-10-31T09:00:00")]
    [InlineData(3, null)]
    [InlineData(4, "2014-10-31T09:00:00")]
    public async Task Number_WithALookOfDates_IsAnInstantToo(int look, string? date)
    {
        var (_, cell) = Assert.Single(
            await ReadAsync(RawWorkbook.Of($"<row><c s=\"{look}\"><v>41943.375000000002</v></c></row>", looks: Looks))
        );
        Assert.Equal(date is null ? null : DateTime.Parse(date, System.Globalization.CultureInfo.InvariantCulture), cell.Date);
        Assert.Equal(("41943.375", WorkbookCellKind.Number), (cell.Text, cell.Kind));
    }

    [Fact]
    public async Task Number_OfAWorkbookThatCountsFrom1904_IsTheSameDay()
    {
        var book = RawWorkbook.Of("<row><c s=\"1\"><v>40481</v></c></row>", looks: Looks, workbook: "<workbookPr date1904=\"1\"/>");
        Assert.Equal(new DateTime(2014, 10, 31), Assert.Single(await ReadAsync(book)).Cell.Date);
    }

    [Theory]
    [InlineData("yyyy-mm-dd", true)]
    [InlineData("[$-804]yyyy\"年\"m\"月\"", true)]
    [InlineData("上午/下午h\"时\"mm\"分\"", true)]
    [InlineData("[ss]", true)]
    [InlineData("General", false)]
    [InlineData("#,##0.00;[Red]-#,##0.00", false)]
    [InlineData("0\"days\"", false)]
    [InlineData("0\\d", false)]
    [InlineData("_d0", false)]
    [InlineData("[Red]0", false)]
    [InlineData("0;yyyy", false)]
    [InlineData("\"", false)]
    [InlineData("[", false)]
    public void FormatCode_ThatShowsADate_IsTold(string code, bool isDate) => Assert.Equal(isDate, NumberFormats.IsDateCode(code));

    [Fact]
    public async Task Workbook_OfTheStrictStandard_IsReadAlike()
    {
        const string Sheet = $"<worksheet xmlns=\"{RawWorkbook.Main}\"><sheetData><row><c><v>7</v></c></row></sheetData></worksheet>";
        var strict = RawWorkbook.Parts().Append(("xl/worksheets/sheet1.xml", Sheet)).Select(p => (p.Item1, Strict(p.Item2)));
        Assert.Equal("7", Assert.Single(await ReadAsync(RawWorkbook.Zip([.. strict]))).Cell.Text);

        static string Strict(string part) =>
            part.Replace(RawWorkbook.Main, "http://purl.oclc.org/ooxml/spreadsheetml/main", StringComparison.Ordinal)
                .Replace(RawWorkbook.Relations, "http://purl.oclc.org/ooxml/officeDocument/relationships", StringComparison.Ordinal);
    }

    /// <summary>Reading any hostile workbook ends soon and takes little memory.</summary>
    [Theory]
    [InlineData("farRow", nameof(WorkbookFault.OutsideSheet))]
    [InlineData("farColumn", nameof(WorkbookFault.OutsideSheet))]
    [InlineData("entities", nameof(WorkbookFault.Broken))]
    [InlineData("deep", nameof(WorkbookFault.Excessive))]
    [InlineData("names", nameof(WorkbookFault.Excessive))]
    [InlineData("longAttribute", nameof(WorkbookFault.Excessive))]
    [InlineData("longText", nameof(WorkbookFault.Excessive))]
    [InlineData("longComment", nameof(WorkbookFault.Excessive))]
    [InlineData("cutOff", nameof(WorkbookFault.Broken))]
    [InlineData("noSuchText", nameof(WorkbookFault.Broken))]
    [InlineData("texts", nameof(WorkbookFault.TooLarge))]
    [InlineData("relations", nameof(WorkbookFault.TooLarge))]
    [InlineData("merged", nameof(WorkbookFault.TooManyCells))]
    [InlineData("longRow", nameof(WorkbookFault.RowTooLong))]
    [InlineData("document", nameof(WorkbookFault.NoWorkbook))]
    public async Task Workbook_ThatAsksForTooMuch_IsRefusedWithinBounds(string kind, string fault)
    {
        var book = Make(kind);
        using var process = Process.GetCurrentProcess();
        var (before, began) = (GC.GetTotalMemory(forceFullCollection: true), process.TotalProcessorTime);
        var highest = 0L;
        var refused = await Assert.ThrowsAsync<WorkbookRefusedException>(() =>
            ReadAsync(book, () => highest = Math.Max(highest, GC.GetTotalMemory(forceFullCollection: false)))
        );
        process.Refresh();
        Assert.Equal(fault, refused.Fault.ToString());
        Assert.InRange(process.TotalProcessorTime - began, TimeSpan.Zero, s_mostTime);
        Assert.InRange(highest - before, long.MinValue, MostMemory);
    }

    public static TheoryData<WorkbookLimits> Limits => [new WorkbookLimits { Cells = 2 }, new WorkbookLimits { Characters = 2 }];

    [Theory, MemberData(nameof(Limits))]
    public async Task Workbook_WithMoreThanIsRead_IsRefusedAtTheCell(WorkbookLimits limits)
    {
        const string Cells = "<c><v>1</v></c><c><v>2</v></c><c><v>3</v></c>";
        const string Sheet = $"<worksheet xmlns=\"{RawWorkbook.Main}\"><sheetData><row>{Cells}</row></sheetData></worksheet>";
        var book = RawWorkbook.Zip([.. RawWorkbook.Parts().Append(("xl/worksheets/sheet1.xml", Sheet))]);
        using var reader = await WorkbookReader.OpenAsync(new MemoryStream(book), limits, Budget(Token));

        var refused = Assert.Throws<WorkbookRefusedException>(() => reader.Read());

        Assert.Equal((WorkbookFault.TooManyCells, new CellPlace(1, 3)), (refused.Fault, refused.Cell));
    }

    [Fact]
    public async Task Reading_ThatIsCalledOff_EndsWithinTheRow()
    {
        using var stop = new CancellationTokenSource();
        var book = RawWorkbook.Of(string.Concat(Enumerable.Repeat("<row><c><v>1</v></c></row>", 2_000)));
        using var reader = await WorkbookReader.OpenAsync(new MemoryStream(book), new(), Budget(stop.Token));
        Assert.True(reader.Read());
        await stop.CancelAsync();
        Assert.Throws<OperationCanceledException>(() =>
        {
            while (reader.Read()) { }
        });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            WorkbookReader.OpenAsync(new MemoryStream(book), new(), Budget(stop.Token))
        );
    }

    private static ReadBudget Budget(CancellationToken cancellation) => new(TimeSpan.FromMinutes(1), cancellation);

    private static byte[] Make(string kind) =>
        kind switch
        {
            "farRow" => RawWorkbook.Of("<row r=\"2147483647\"><c r=\"A2147483647\"><v>1</v></c></row>"),
            "farColumn" => RawWorkbook.Of("<row r=\"1\"><c r=\"XFE1\"><v>1</v></c></row>"),
            "entities" => RawWorkbook.WithSheet("<!DOCTYPE x [<!ENTITY a \"b\"><!ENTITY c \"&a;&a;\">]><worksheet>&c;</worksheet>"),
            "deep" => RawWorkbook.Of(string.Concat(Enumerable.Range(0, 400_000).Select(i => $"<a{(uint)i * 2654435761u % 9_000}>"))),
            "names" => RawWorkbook.Of(string.Concat(Enumerable.Range(0, 200_000).Select(i => $"<a{i}/>"))),
            "longAttribute" => RawWorkbook.Of($"<row a=\"{Noise(24 << 20)}\"/>"),
            "longText" => RawWorkbook.Of($"<row><c><v>{Noise(24 << 20)}</v></c></row>"),
            "longComment" => RawWorkbook.Of($"<!--{Noise(24 << 20)}-->"),
            "cutOff" => RawWorkbook.Of("<row><c><v>1</v></c></row>")[..^40],
            "noSuchText" => RawWorkbook.Of("<row><c t=\"s\"><v>7</v></c></row>"),
            "texts" => RawWorkbook.Of("", texts: Repeat("<si/>", 2_000_001)),
            "relations" => RawWorkbook.Zip([
                .. RawWorkbook.Parts().Where(p => p.Name != "xl/_rels/workbook.xml.rels"),
                ("xl/_rels/workbook.xml.rels", "<Relationships>" + Noise(3 << 20) + "</Relationships>"),
            ]),
            "merged" => RawWorkbook.WithSheet(
                $"""
                <worksheet xmlns="{RawWorkbook.Main}">
                  <mergeCells>
                    {string.Concat(Enumerable.Range(1, 100_001).Select(i => $"<mergeCell ref=\"A{i}:B{i}\"/>"))}
                  </mergeCells>
                </worksheet>
                """
            ),
            "longRow" => RawWorkbook.Of(
                $"<row>{Repeat("<c t=\"s\"><v>0</v></c>", 16_384)}</row>",
                texts: $"<si><t>{new string('长', 30_000)}</t></si>"
            ),
            "document" => RawWorkbook.Zip(("readme.txt", "hello")),
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };

    private static string Repeat(string text, int times) => new StringBuilder(text.Length * times).Insert(0, text, times).ToString();

    // Packs too badly to be refused for its ratio.
    private static string Noise(int length) =>
        string.Create(
            length,
            0,
            (target, _) =>
            {
                for (var i = 0; i < target.Length; i++)
                    target[i] = (char)('a' + ((uint)i * 2654435761u >> 9) % 26);
            }
        );

    private static async Task<List<(int Row, WorkbookCell Cell)>> ReadAsync(byte[] book, Action? watch = null)
    {
        var cells = new List<(int, WorkbookCell)>();
        using var reader = await WorkbookReader.OpenAsync(new MemoryStream(book), new(), Budget(Token));
        watch?.Invoke();
        while (reader.Read())
            cells.AddRange(reader.Cells.Select(c => (reader.Row, c)));
        watch?.Invoke();
        return cells;
    }
}
