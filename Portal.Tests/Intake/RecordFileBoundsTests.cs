using System.Diagnostics;
using System.Text;
using Portal.Domain.Intake.Files;
using Portal.Domain.Intake.Profiles;
using Portal.Domain.Records;
using Portal.Tests.Support;
using static Portal.Tests.Intake.RecordFileSamples;

namespace Portal.Tests.Intake;

/// <summary>What a row, a heading or an object may hold, and how much of it an answer repeats.</summary>
[CollectionDefinition(nameof(RecordFileBoundsTests), DisableParallelization = true)]
[Collection(nameof(RecordFileBoundsTests))]
[Needs(Resource.Time)]
public sealed class RecordFileBoundsTests
{
    [Fact]
    public async Task Heading_WithMoreColumnsThanAreRead_IsRefused()
    {
        var refused = await RefusedAsync(string.Join(',', Enumerable.Range(0, 100_000)));
        Assert.Equal(("header.tooWide", 1L), (refused.Code, refused.Line));
    }

    [Fact]
    public async Task Heading_WithManyUnknownColumns_NamesTheFirstAndCountsTheOthers()
    {
        var refused = await RefusedAsync(string.Join(',', Enumerable.Range(0, 900).Select(i => $"x{i}")));
        Assert.Equal("header.unknown", refused.Code);
        Assert.Contains("x19 … (+880)", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Heading_WithALongName_IsRefusedWithoutRepeatingIt()
    {
        var refused = await RefusedAsync("source," + new string('x', 100_000));
        Assert.Equal("header.tooLong", refused.Code);
        Assert.InRange(refused.Message.Length, 1, 1_000);
    }

    [Theory]
    [InlineData(FileFormat.Json, "[{", "}]")]
    [InlineData(FileFormat.NdJson, "{", "}")]
    public async Task Object_WithManyUnknownFields_ListsTheFirstAndCountsTheOthers(FileFormat format, string head, string tail)
    {
        var fields = string.Join(',', Enumerable.Range(0, 50_000).Select(i => $"\"x{i}\":1"));
        var row = Assert.Single(await ReadAsync(head + fields + tail, format));
        Assert.Equal(RowTable.MostProblems + 1, row.Errors.Count);
        Assert.Equal("row.moreProblems", row.Errors[^1].Code);
        Assert.Contains("49900", row.Errors[^1].Message.Replace(",", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Suspensions_LongerThanARecordKeeps_AreRefused()
    {
        var spans = string.Join(',', Enumerable.Repeat("""{"from":"2014-10-08"}""", 10_000));
        var row = Assert.Single(await ReadAsync($$"""[{"source":"s","caseNo":"1","suspensions":[{{spans}}]}]""", FileFormat.Json));
        Assert.Contains(row.Errors, e => (e.Field, e.Code) == ("suspensions", "field.notText"));
    }

    /// <summary>An element is not read from its beginning for each packet of a slow sender.</summary>
    [Fact]
    public async Task Element_ThatComesInSmallPieces_TakesWorkInProportion()
    {
        var text = $$"""[{"source":"{{new string('x', 7 << 20)}}","caseNo":"1"}]""";
        using var process = Process.GetCurrentProcess();
        var began = process.TotalProcessorTime;
        var row = Assert.Single(await ReadAsync(new InPieces(Encoding.UTF8.GetBytes(text)), new(RecordStream.Cases, FileFormat.Json)));
        process.Refresh();
        Assert.Contains(row.Errors, e => e.Field == "source");
        Assert.InRange(process.TotalProcessorTime - began, TimeSpan.Zero, TimeSpan.FromSeconds(3));
    }

    [Fact]
    public async Task Text_WithAByteInNoEncoding_BreaksOffAtItsLine()
    {
        byte[] text = [.. Encoding.UTF8.GetBytes("source,caseNo\ns,1\ns,"), 0xFF, 0xFF, .. "\ns,3\n"u8];
        await using var content = new InPieces(text); // as a message comes, not as a file
        var rows = await ReadAsync(content, new(RecordStream.Cases, FileFormat.Csv));
        Assert.Equal([false, true], rows.Select(r => r.IsBreak));
        Assert.Equal(("file.undecodable", 3L), (rows[1].Errors[0].Code, rows[1].Errors[0].Line));
    }

    [Theory]
    [InlineData("""{"fields":{"caseNo":null}}""")]
    [InlineData("""{"dateFormats":null}""")]
    [InlineData("""{"fields":{"unitCode":{"column":"a","values":{"x":"1","X":"2"}}}}""")]
    public void Profile_WithWhatNoProfileHas_IsRefusedWithReasons(string json) =>
        Assert.NotEmpty(Assert.Throws<ProfileException>(() => ProfileJson.Read(json)).Reasons);

    private static async Task<RecordFileException> RefusedAsync(string heading) =>
        await Assert.ThrowsAsync<RecordFileException>(() => ReadAsync(heading + "\n"));

    /// <summary>Gives a kilobyte at a time, and cannot go back.</summary>
    private sealed class InPieces(byte[] content) : MemoryStream(content)
    {
        public override bool CanSeek => false;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(buffer.Length, 1_024)], cancellationToken);
    }
}
