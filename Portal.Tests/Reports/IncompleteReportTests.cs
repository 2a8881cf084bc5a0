using Portal.Domain.Access;
using Portal.Domain.Data;
using Portal.Domain.Documents.Content;
using Portal.Domain.Figures.Sheets;
using Portal.Domain.Figures.Sources;
using Portal.Domain.Metrics.Folding;
using Portal.Domain.Metrics.Reported;
using Portal.Domain.Records;
using Portal.Domain.Reports.Archive;
using Portal.Domain.Reports.Monthly;
using Portal.Domain.Reports.Monthly.Inputs;
using Portal.Tests.Demonstration;
using Portal.Tests.Figures.Forms;
using Portal.Tests.Support;

namespace Portal.Tests.Reports;

/// <summary>Missing figures are neither shown as zero nor compared.</summary>
[Needs(Resource.Database)]
public sealed class IncompleteReportTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, Databases]
    public async Task Write_MonthsNobodyReported_AreNotProvided(DatabaseKind kind)
    {
        await using var database = await CreateAsync(kind);
        await TypeAsync(database, new(2014, 8, 1), "10");
        await database.ApproveAsync(FullForm.Key(month: new(2014, 8, 1)));
        await database.Get<MetricsFolder>().FoldAllAsync(Token);

        var both = await WriteAsync(database, "2014-09", "2014-08");
        var months = both.Table("casesByMonth");
        Assert.Equal(10, months.Rows[0].Cells[1].Number);
        Assert.Equal(ReportGap.NotProvided, months.Rows[1].Cells[1].Gap);
        Assert.Contains("另有月报未报1份，没有计入。", Texts(both, "cases"));

        var september = await WriteAsync(database, "2014-09");
        Assert.Equal(["2014年9月，台江区还没有可通报的服务事项：月报未报1份。"], Texts(september, "cases"));
        Assert.DoesNotContain(september.Tables, t => t.Code.StartsWith("cases", StringComparison.Ordinal));
        Assert.StartsWith(
            "2014年9月，台江区的月报尚未报送或审核，还没有可通报的数据。",
            Texts(september, "summary")[0],
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Write_UnitThatReportsBesideOneThatIsCounted_IsNotZero()
    {
        await using var database = await CreateAsync(TestStore.Usual);
        await database.SendCasesAsync(SampleData.Input("1") with { UnitCode = SampleData.OtherCommunity });
        await TypeAsync(database, FullForm.October, "20");
        await database.Get<SheetMoves>().SubmitAsync(FullForm.Community, FullForm.Key(), Token).DoneAsync(); // and it is never approved

        var table = (await WriteAsync(database, "2014-10")).Table("casesByCommunity");

        Assert.Equal(
            [ReportGap.NotApproved, ReportGap.None, ReportGap.None],
            table.Rows.OrderBy(r => r.Key, StringComparer.Ordinal).Select(r => r.Cells[1].Gap)
        );
        Assert.Equal(0, table.Rows.Single(r => r.Key == SampleData.SecondCommunity).Cells[1].Number);
        Assert.Equal(ReportGap.NoValue, table.Rows.Single(r => r.Key == SampleData.Community).Cells[^1].Gap);
    }

    [Theory, Databases]
    public async Task Write_BesideThePeriodInWhichRecordsBegan_IsNotCompared(DatabaseKind kind)
    {
        await using var database = await CreateAsync(kind);
        await database.SendCasesAsync(
            SampleData.Input("1") with
            {
                UnitCode = SampleData.OtherCommunity,
                AcceptedAt = SampleData.Local(2014, 8, 20),
            },
            SampleData.Input("2") with
            {
                UnitCode = SampleData.OtherCommunity,
                AcceptedAt = SampleData.Local(2014, 9, 1),
            },
            SampleData.Input("3") with
            {
                UnitCode = SampleData.OtherCommunity,
                AcceptedAt = SampleData.Local(2014, 10, 9),
            }
        );

        Assert.Null(Before(await WriteAsync(database, "2014-10", "2014-09")));
        Assert.Equal(1, Before(await WriteAsync(database, "2014-10")));
        Assert.Equal(1, Before(await WriteAsync(database, "2014-09")));

        static decimal? Before(ReportDocument document)
        {
            var counts = document.Table("casesCounts");
            return counts.Rows[0].Cells[counts.IndexOf("before")].Number;
        }
    }

    [Fact]
    public async Task Write_PeriodThatHasNotBegun_IsNone()
    {
        await using var database = await CreateAsync(TestStore.Usual);
        var writer = database.Get<IReportWriter>();

        Assert.Null(await writer.WriteAsync(Key("2014-11"), ReportSamples.Chinese, Token));
        Assert.NotNull(await writer.WriteAsync(Key("2014-12", "2014-01"), ReportSamples.Chinese, Token));
        Assert.Null(
            await database
                .Get<IReportReader>()
                .FileAsync(Actor.System, Key("2030-01"), ReportFormat.Docx, ReportSamples.Chinese, cancellation: Token)
        );
    }

    [Fact]
    public async Task Write_PeriodThatRuns_CountsUpToTodayAndSaysSo()
    {
        await using var database = await CreateAsync(TestStore.Usual);

        Assert.Contains(
            "期间尚未结束，各项指标按受理日期计，统计至2014年10月31日，以后还会变化。",
            Texts(await WriteAsync(database, "2014-12", "2014-01"), "state")
        );
        Assert.Contains(
            "各项指标按受理日期计，统计至2014年10月31日；期末以后办结的计为已办结。",
            Texts(await WriteAsync(database, "2014-10"), "state")
        );
    }

    private static ReportKey Key(string month, string? from = null) => ReportKey.TryCreate(SampleData.District, month, from)!;

    private static async Task<ReportDocument> WriteAsync(TestDatabase database, string month, string? from = null) =>
        (await database.Get<IReportWriter>().WriteAsync(Key(month, from), ReportSamples.Chinese, Token))!.Document;

    private static List<string> Texts(ReportDocument document, string section) =>
        [.. document.Sections.Single(s => s.Code == section).Blocks.OfType<ReportParagraph>().Select(p => p.Text)];

    private static Task TypeAsync(TestDatabase database, DateOnly month, string accepted) =>
        database.TypeAsync(FullForm.Community, FullForm.Key(month: month), ("accepted", accepted));

    /// <summary>One community reports its cases since August.</summary>
    private static async Task<TestDatabase> CreateAsync(DatabaseKind kind)
    {
        var database = await TestDatabase.CreateSeededAsync(kind);
        await database.AddFullFormAsync();
        Assert.True(
            await database
                .Get<SourcesOfRecord>()
                .SetAsync(Actor.System, SampleData.Community, RecordStream.Cases, new(2014, 8, 1), FigureSource.Reported, Token)
        );
        return database;
    }
}
