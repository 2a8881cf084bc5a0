using System.IO.Compression;
using System.Text;
using Portal.Domain.Intake.Files;
using Portal.Domain.Records;
using Portal.Tests.Demonstration;
using Portal.Tests.Documents;
using SpreadCheetah;
using static Portal.Tests.Intake.RecordFileSamples;

namespace Portal.Tests.Intake;

public sealed class RecordFileXlsxTests
{
    [Fact]
    public async Task Xlsx_DatesNumbersAndTexts_AreRead()
    {
        using var book = new MemoryStream();
        await using (var sheet = await Spreadsheet.CreateNewAsync(book, cancellationToken: TestContext.Current.CancellationToken))
        {
            await sheet.StartWorksheetAsync("Cases", token: TestContext.Current.CancellationToken);
            await AddAsync(new("来源"), new("编号"), new("单位编码"), new("受理时间"), new("满意度"));
            await AddAsync(new("中心"), new(20140301001L), new("350103001"), new(new DateTime(2014, 3, 1, 9, 5, 0)), new(4));
            await AddAsync(new("中心"), new("二"), new("350103001"), new(new DateTime(2014, 3, 2)), default);
            await AddAsync(new("中心"), new("三"), new("350103001"), new(new DateTime(1980, 1, 1)), new(9));
            await sheet.FinishAsync(TestContext.Current.CancellationToken);

            ValueTask AddAsync(params DataCell[] cells) => sheet.AddRowAsync(cells, TestContext.Current.CancellationToken);
        }
        var rows = await ReadAsync(book.ToArray(), FileFormat.Xlsx);
        Assert.Equal(["20140301001", "二"], rows.Where(r => r.Input is not null).Select(r => r.Input!.CaseNo));
        Assert.Equal(new DateTimeOffset(2014, 3, 1, 1, 5, 0, TimeSpan.Zero), rows[0].Input!.AcceptedAt);
        Assert.Equal((byte)4, rows[0].Input!.Satisfaction);
        Assert.Equal(["4 acceptedAt acceptedAt.invalid", "4 satisfaction value.unknown"], Errors(rows));
    }

    [Fact]
    public async Task Xlsx_ThatUnfoldsToFarMoreThanItsSize_IsRefused()
    {
        var bomb = Zip(("xl/worksheets/sheet1.xml", new byte[64 << 20]));
        Assert.Equal("xlsx.tooLarge", (await RefusedAsync(bomb)).Code);
    }

    [Fact]
    public async Task Xlsx_WithTooManyEntries_IsRefused()
    {
        var many = Zip([.. Enumerable.Range(0, 2_001).Select(i => ($"{i}", Array.Empty<byte>()))]);
        Assert.Equal("xlsx.tooLarge", (await RefusedAsync(many)).Code);
    }

    [Fact]
    public async Task Xlsx_ThatIsNone_IsRefused()
    {
        Assert.Equal("xlsx.broken", (await RefusedAsync([.. "PK\u0003\u0004nonsense"u8])).Code);
        Assert.Equal("xlsx.broken", (await RefusedAsync(Zip(("readme.txt", "hello"u8.ToArray())))).Code);
    }

    [Fact]
    public async Task Xlsx_WithErrorsInCells_KeepsThemAsWhatTheyAre()
    {
        var heading = string.Concat(
            new[] { "source", "caseNo", "unitCode", "acceptedAt", "satisfaction" }.Select(c =>
                $"<c t=\"inlineStr\"><is><t>{c}</t></is></c>"
            )
        );
        const string Row =
            """<row r="7"><c t="str"><v>中心</v></c><c><v>1</v></c><c><v>350103001</v></c>"""
            + """<c t="e"><v>#REF!</v></c><c t="e"><v>#N/A</v></c></row>""";
        Assert.Equal(
            ["7 acceptedAt cell.error", "7 satisfaction cell.error"],
            Errors(await ReadAsync(RawWorkbook.Of($"<row r=\"3\">{heading}</row>{Row}"), FileFormat.Xlsx))
        );
    }

    [Theory]
    [InlineData("XFD", 1)]
    [InlineData("F", 1_000)]
    public async Task Xlsx_WithACellFarBesideTheHeading_SaysThatItIsThere(string column, int rows)
    {
        const string Heading = """<row><c t="str"><v>source</v></c><c t="str"><v>caseNo</v></c><c t="str"><v>unitCode</v></c></row>""";
        var book = RawWorkbook.Of(
            Heading + string.Concat(Enumerable.Range(2, rows).Select(r => $"<row r=\"{r}\"><c r=\"{column}{r}\"><v>7</v></c></row>"))
        );
        var read = await ReadAsync(book, FileFormat.Xlsx);
        Assert.Equal(rows, read.Count(r => r.Errors.Any(e => e is { Code: "row.tooManyCells", Value: "7" })));
    }

    [Fact]
    public async Task Xlsx_WithAHeadingOfMoreColumnsThanAnyFileHas_IsRefused()
    {
        var heading = string.Concat(Enumerable.Range(0, 1_001).Select(i => $"<c t=\"str\"><v>c{i}</v></c>"));
        Assert.Equal("xlsx.tooWide", (await RefusedAsync(RawWorkbook.Of($"<row>{heading}</row>"))).Code);
    }

    [Theory]
    [InlineData("cases.xlsx", "file.notExcel")]
    public void Format_NamedExcelWithoutBeingSo_IsRefused(string name, string code) =>
        Assert.Equal(code, Assert.Throws<RecordFileException>(() => FileFormats.Of(name, "caseNo,unitCode"u8)).Code);

    [Fact]
    public void Format_ExcelOfBefore2007_IsRefused() =>
        Assert.Equal(
            "file.oldExcel",
            Assert.Throws<RecordFileException>(() => FileFormats.Of("cases.xlsx", [0xD0, 0xCF, 0x11, 0xE0, 0xA1])).Code
        );

    [Theory]
    [InlineData("a.json", " [{", FileFormat.Json)]
    [InlineData("a.json", "{\"a\":1}", FileFormat.NdJson)]
    [InlineData("a.ndjson", "", FileFormat.NdJson)]
    [InlineData("a", "a;b", FileFormat.Csv)]
    public void Format_IsSeenFromBeginningAndName(string name, string start, FileFormat format) =>
        Assert.Equal(format, FileFormats.Of(name, Encoding.UTF8.GetBytes(start)));

    private static Task<RecordFileException> RefusedAsync(byte[] bytes) =>
        Assert.ThrowsAsync<RecordFileException>(() => ReadAsync(bytes, options: new(RecordStream.Cases, FileFormat.Xlsx)));

    private static byte[] Zip(params (string Name, byte[] Bytes)[] entries)
    {
        using var target = new MemoryStream();
        using (var archive = new ZipArchive(target, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, bytes) in entries)
            {
                using var entry = archive.CreateEntry(name).Open();
                entry.Write(bytes);
            }
        }
        return target.ToArray();
    }
}
