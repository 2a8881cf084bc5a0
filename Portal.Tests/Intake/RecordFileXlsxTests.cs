using System.IO.Compression;
using System.Text;
using MiniExcelLibs;
using Portal.Domain.Intake.Files;
using Portal.Domain.Records;
using Portal.Tests.Demonstration;
using Portal.Tests.Reports;
using static Portal.Tests.Intake.RecordFileSamples;

namespace Portal.Tests.Intake;

public sealed class RecordFileXlsxTests
{
    [Fact]
    public async Task Xlsx_DatesNumbersAndTexts_AreRead()
    {
        using var book = new MemoryStream();
        await book.SaveAsAsync(
            new[]
            {
                new
                {
                    来源 = "中心",
                    编号 = (object)20140301001L,
                    单位编码 = "350103001",
                    受理时间 = new DateTime(2014, 3, 1, 9, 5, 0),
                    满意度 = (object?)4,
                },
                new
                {
                    来源 = "中心",
                    编号 = (object)"二",
                    单位编码 = "350103001",
                    受理时间 = new DateTime(2014, 3, 2),
                    满意度 = (object?)null,
                },
                new
                {
                    来源 = "中心",
                    编号 = (object)"三",
                    单位编码 = "350103001",
                    受理时间 = new DateTime(1980, 1, 1),
                    满意度 = (object?)9,
                },
            },
            cancellationToken: TestContext.Current.CancellationToken
        );
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
