using Portal.Domain.Intake.Files;
using Portal.Domain.Intake.Pipeline;
using Portal.Domain.Intake.Rows;
using Portal.Domain.Records;
using Portal.Tests.Documents;

namespace Portal.Tests.Intake;

/// <summary>What a file may expand to and how long reading it may work follow its size, not a fixed bound.</summary>
public sealed class ImportLimitsTests
{
    private const int Rows = 20_000;
    private const string Heading = "<row><c t=\"inlineStr\"><is><t>source</t></is></c><c t=\"inlineStr\"><is><t>caseNo</t></is></c></row>";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Fixed work would refuse the larger of two files that take the same for each megabyte.</summary>
    [Fact]
    public async Task Workbook_WithoutTimeOfItsOwn_LivesByItsSize()
    {
        var book = Workbook();
        var none = new ImportLimits { Work = TimeSpan.Zero };
        Assert.Equal(Rows, await CountAsync(book, none with { WorkPerMebibyte = TimeSpan.FromMinutes(10) }));
        var refused = await RefusedAsync(book, none with { WorkPerMebibyte = TimeSpan.FromTicks(1) });
        Assert.Equal("file.tooSlow", refused);
    }

    [Fact]
    public async Task Workbook_ThatExpandsFurther_IsRefused()
    {
        var book = Workbook();
        Assert.Equal("xlsx.tooLarge", await RefusedAsync(book, new() { MostExpandedBytes = 1 << 20 }));
        Assert.Equal("xlsx.tooLarge", await RefusedAsync(book, new() { MostExpansion = 2 }));
    }

    [Fact]
    public async Task Text_WithoutTimeOfItsOwn_LivesByItsSize()
    {
        var text = System.Text.Encoding.UTF8.GetBytes(
            "source,caseNo\n" + string.Concat(Enumerable.Range(0, Rows).Select(row => $"s,{row}\n"))
        );
        var none = new ImportLimits { Work = TimeSpan.Zero };
        Assert.Equal(Rows, await CountAsync(text, none with { WorkPerMebibyte = TimeSpan.FromMinutes(10) }, FileFormat.Csv));
        Assert.Equal("file.tooSlow", await RefusedAsync(text, none with { WorkPerMebibyte = TimeSpan.FromTicks(1) }, FileFormat.Csv));
    }

    // About 2 MiB once expanded, from 200 KiB.
    private static byte[] Workbook() =>
        RawWorkbook.Of(
            Heading
                + string.Concat(
                    Enumerable
                        .Range(0, Rows)
                        .Select(row => $"<row><c t=\"inlineStr\"><is><t>source of many cases</t></is></c><c><v>{row}</v></c></row>")
                )
        );

    private static async Task<int> CountAsync(byte[] file, ImportLimits limits, FileFormat format = FileFormat.Xlsx)
    {
        var rows = await ReadAsync(file, limits, format);
        Assert.DoesNotContain(rows, row => row.IsBreak);
        return rows.Count;
    }

    private static async Task<string> RefusedAsync(byte[] file, ImportLimits limits, FileFormat format = FileFormat.Xlsx)
    {
        try
        {
            return Assert.Single(await ReadAsync(file, limits, format), row => row.IsBreak).Errors[0].Code;
        }
        catch (RecordFileException refused)
        {
            return refused.Code;
        }
    }

    private static async Task<List<ParsedRow>> ReadAsync(byte[] file, ImportLimits limits, FileFormat format)
    {
        await using var opened = await new RecordFileReader(RecordFileSamples.Time, limits).OpenAsync(
            new MemoryStream(file),
            new(RecordStream.Cases, format),
            Token
        );
        return await opened.ReadAsync(Token).ToListAsync(Token);
    }
}
