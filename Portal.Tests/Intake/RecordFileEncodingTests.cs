using System.Text;
using Portal.Domain.Intake.Files;
using Portal.Domain.Records;
using Portal.Tests.Demonstration;
using static Portal.Tests.Intake.RecordFileSamples;

namespace Portal.Tests.Intake;

public sealed class RecordFileEncodingTests
{
    // Rare characters: four bytes in GB18030, two units in UTF-16, and one that GBK has but GB2312 has not.
    private const string Names = "台江区后洲街道㐂𠮷镕";

    private const string Text = "来源,编号,单位编码,受理时间\n中心," + Names + ",350103,2014-03-01\n";

    static RecordFileEncodingTests() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    [Theory]
    [InlineData("utf-8", false)]
    [InlineData("utf-8", true)]
    [InlineData("gb18030", false)]
    [InlineData("utf-16", true)]
    [InlineData("utf-16BE", true)]
    public async Task Csv_InEveryEncoding_KeepsEveryCharacter(string name, bool mark)
    {
        var rows = await ReadAsync(Encode(name, mark, Text));
        Assert.Equal(Names, Assert.Single(rows).Input!.CaseNo);
    }

    [Theory]
    [InlineData("utf-8", true)]
    [InlineData("gb18030", false)]
    [InlineData("utf-16", true)]
    public async Task Json_InEveryEncoding_KeepsEveryCharacter(string name, bool mark)
    {
        const string One = """{"source":"s","caseNo":"台江区后洲街道㐂𠮷镕","unitCode":"u","acceptedAt":"2014-03-01"}""";
        Assert.Equal(Names, Assert.Single(await ReadAsync(Encode(name, mark, $"[{One}]"), FileFormat.Json)).Input!.CaseNo);
        Assert.Equal(Names, Assert.Single(await ReadAsync(Encode(name, mark, One + "\n"), FileFormat.NdJson)).Input!.CaseNo);
    }

    [Theory]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    public async Task Csv_Utf16WithoutMark_IsSeenFromItsZeros(string name) =>
        Assert.Equal(
            "甲",
            Assert
                .Single(await ReadAsync(Encode(name, mark: false, "source,caseNo,unitCode,acceptedAt\ns,甲,u,2014-03-01\n")))
                .Input!.CaseNo
        );

    [Theory]
    [InlineData("utf-32")]
    [InlineData("utf-32BE")]
    [InlineData("IBM037")]
    [InlineData("IBM500")]
    [InlineData("IBM01140")]
    [InlineData("IBM273")]
    public void Encoding_WhoseLinesDoNotEndAsInAscii_IsNotChosen(string name) => Assert.Null(TextEncodings.Find(name));

    [Theory]
    [InlineData("big5")]
    [InlineData("shift_jis")]
    [InlineData("windows-1252")]
    [InlineData("utf-16BE")]
    public void Encoding_WhoseLinesEndAsInAsciiOrUtf16_IsChosen(string name) => Assert.NotNull(TextEncodings.Find(name));

    [Fact]
    public async Task Csv_GbkFarBehindAnAsciiBeginning_IsStillSeen()
    {
        var text = new StringBuilder("source,caseNo,unitCode,acceptedAt\n");
        for (var i = 0; i < 20_000; i++)
            text.Append($"s,{i},u,2014-03-01\n");
        text.Append("s,台江,u,2014-03-01\n");
        var rows = await ReadAsync(Encode("gb18030", mark: false, text.ToString()));
        Assert.Equal("台江", rows[^1].Input!.CaseNo);
    }

    [Fact]
    public async Task Csv_InNoEncoding_IsRefusedWithItsLine()
    {
        byte[] bytes = [.. "source,caseNo,unitCode,acceptedAt\ns,1,u,2014-03-01\ns,"u8, 0xFF, 0xFF, .. ",u,2014-03-01\n"u8];
        var refused = await Assert.ThrowsAsync<RecordFileException>(() => ReadAsync(bytes));
        Assert.Equal(("file.undecodable", 3L), (refused.Code, refused.Line));
    }

    [Fact]
    public async Task Csv_FromAConnection_BreaksOffWhereItCannotBeDecoded()
    {
        var text = new StringBuilder("source,caseNo,unitCode,acceptedAt\n");
        for (var i = 0; i < 20_000; i++)
            text.Append($"s,{i},u,2014-03-01\n");
        byte[] bytes = [.. Encoding.UTF8.GetBytes(text.ToString()), .. "s,"u8, 0xFF, .. ",u,2014-03-01\n"u8];
        await using var connection = new ForwardStream(bytes);
        var rows = await ReadAsync(connection, new(RecordStream.Cases, FileFormat.Csv));
        Assert.True(rows[^1].IsBreak);
        Assert.Equal("file.undecodable", rows[^1].Errors[0].Code);
        Assert.DoesNotContain(rows, r => r.Input?.CaseNo.Contains('\uFFFD', StringComparison.Ordinal) == true);
    }

    private static byte[] Encode(string name, bool mark, string text)
    {
        var encoding = Encoding.GetEncoding(name);
        return mark ? [.. encoding.GetPreamble(), .. encoding.GetBytes(text)] : encoding.GetBytes(text);
    }
}
