using Portal.Domain.Intake.Files;
using Portal.Tests.Demonstration;
using static Portal.Tests.Intake.RecordFileSamples;

namespace Portal.Tests.Intake;

public sealed class RecordFileJsonTests
{
    private const string Good = """{"source":"s","caseNo":"1","unitCode":"u","acceptedAt":"2014-03-01T10:00:00Z"}""";

    [Fact]
    public async Task Json_NumbersNullsAndSuspensions_AreRead()
    {
        var input = Assert
            .Single(
                await ReadAsync(
                    """
                    [{"source":"s","caseNo":77,"unitCode":"u","acceptedAt":"2014-03-01T10:00:00Z","closedAt":null,
                      "satisfaction":4,"extensionDays":0,
                      "suspensions":[{"from":"2014-03-03","to":"2014-03-07","reason":"检验"},{"from":"2014-03-10","to":"2014-03-10"}]}]
                    """,
                    FileFormat.Json
                )
            )
            .Input!;
        Assert.Equal(("77", null, (byte?)4), (input.CaseNo, input.ClosedAt, input.Satisfaction));
        Assert.Equal([new(new(2014, 3, 3), new(2014, 3, 7), "检验"), new(new(2014, 3, 10), new(2014, 3, 10))], input.Suspensions);
    }

    [Theory]
    [InlineData("听证；鉴定;检验")]
    [InlineData(" 听证;鉴定；检验 ")]
    public async Task Json_ReasonWithSemicolons_IsOneReason(string reason)
    {
        var row = Assert.Single(
            await ReadAsync(
                $$"""
                [{"source":"s","caseNo":"1","unitCode":"u","acceptedAt":"2014-03-01T10:00:00Z",
                  "suspensions":[{"from":"2014-03-03","to":"2014-03-07","reason":"{{reason}}"}]}]
                """,
                FileFormat.Json
            )
        );
        Assert.Equal([new(new(2014, 3, 3), new(2014, 3, 7), "听证，鉴定，检验")], row.Input!.Suspensions);
    }

    [Fact]
    public async Task Json_BadElements_SpoilOnlyThemselves()
    {
        var rows = await ReadAsync(
            $$$"""
            [{{{Good}}}, 7, null, [1], {"source":"s","colour":"red"},
             {"source":"s","caseNo":{"a":1},"unitCode":"u","acceptedAt":"2014-03-01"},
             {"source":"s","caseNo":"\ud800","unitCode":"u"}, {"source":"s","source":"t"}, {"suspensions":[{"day":1}]}, {{{Good}}}]
            """,
            FileFormat.Json
        );
        Assert.Equal(10, rows.Count);
        Assert.Equal(
            [
                "2 row.notObject",
                "3 row.notObject",
                "4 row.notObject",
                "5 colour field.unknown",
                "6 caseNo field.notText",
                "7 caseNo field.notText",
                "8 source field.twice",
                "9 suspensions field.notText",
            ],
            Errors(rows)
        );
        Assert.NotNull(rows[9].Input);
    }

    [Theory]
    [InlineData("[" + Good + ",{\"source\":")]
    [InlineData("[" + Good + ",")]
    [InlineData("[" + Good + "")]
    [InlineData("[" + Good + ",}")]
    public async Task Json_CutOff_IsSaidAndWhatCameBeforeStands(string text)
    {
        var rows = await ReadAsync(text, FileFormat.Json);
        Assert.Equal(["2 json.malformed"], Errors(rows));
        Assert.True(rows[1].IsBreak);
        Assert.NotNull(rows[0].Input);
    }

    [Fact]
    public async Task Json_NoArray_IsSaid() => Assert.Equal(["1 json.malformed"], Errors(await ReadAsync(Good, FileFormat.Json)));

    [Fact]
    public async Task Json_Nothing_IsSaid() => Assert.Equal(["1 file.empty"], Errors(await ReadAsync("", FileFormat.Json)));

    [Fact]
    public async Task Json_ElementWithoutEnd_IsNotGatheredUp() =>
        Assert.Equal(
            ["2 json.malformed"],
            Errors(await ReadAsync($"[{Good},{{\"caseNo\":\"{new string('x', 12_000_000)}\"}}]", FileFormat.Json))
        );

    [Fact]
    public async Task NdJson_BrokenLines_SpoilOnlyThemselves()
    {
        var rows = await ReadAsync($"{Good}\r\n\n{{\"source\":\n7\n{Good}", FileFormat.NdJson);
        Assert.Equal(["3 json.malformedLine", "4 row.notObject"], Errors(rows));
        Assert.Equal([1L, 3, 4, 5], rows.Select(r => r.Line));
        Assert.NotNull(rows[3].Input);
    }
}
