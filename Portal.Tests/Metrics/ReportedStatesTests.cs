using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using Portal.Domain.Access;
using Portal.Domain.Data;
using Portal.Domain.Figures.Sheets;
using Portal.Domain.Figures.Sources;
using Portal.Domain.Metrics.Formulas;
using Portal.Domain.Metrics.Reported;
using Portal.Domain.Organisation;
using Portal.Domain.Records;
using Portal.Live.Views;
using Portal.Metrics;
using Portal.Tests.Demonstration;
using Portal.Tests.Figures.Forms;
using Portal.Tests.Support;

namespace Portal.Tests.Metrics;

public sealed class ReportedStatesTests
{
    private static readonly MetricPeriod s_year = new(new(2014, 1, 1), new(2014, 10, 31));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, Databases]
    public async Task Read_ApprovedSubmittedAndMissingMonths_TellsThemApart(DatabaseKind kind)
    {
        await using var database = await CreateAsync(kind);
        await TypeAsync(database, new(2014, 8, 1), "10");
        await database.ApproveAsync(FullForm.Key(month: new(2014, 8, 1)));
        await TypeAsync(database, new(2014, 9, 1), "20");
        await database.Get<SheetMoves>().SubmitAsync(FullForm.Community, FullForm.Key(month: new(2014, 9, 1)), Token).DoneAsync();
        await TypeAsync(database, new(2014, 7, 1), "30"); // a draft is not reported

        var state = await database
            .Get<IReportedStates>()
            .ReadAsync(UnitScope.Everything, SampleData.DistrictId, s_year, RecordStream.Cases, Token);

        Assert.NotNull(state);
        Assert.Equal((1, 1, 20), (state.Counted, state.Provisional, state.ProvisionalMeasures.Accepted));
        var missing = Assert.Single(state.Missing);
        Assert.Equal("滨江社区", missing.UnitName);
        Assert.Equal([5, 6, 7], missing.Months.Select(m => m.Month)); // it reports since May, and October has not ended
    }

    [Fact]
    [Needs(Resource.Database)]
    public async Task Read_WhereNobodyReports_IsNothing()
    {
        await using var database = await CreateAsync(TestStore.Usual);
        var states = database.Get<IReportedStates>();
        Assert.Null(await states.ReadAsync(UnitScope.Everything, SampleData.OtherStreetId, s_year, RecordStream.Cases, Token));
        Assert.Null(await states.ReadAsync(UnitScope.Everything, SampleData.DistrictId, s_year, RecordStream.Appeals, Token));
        Assert.Null(
            await states.ReadAsync(
                UnitScope.Everything,
                SampleData.DistrictId,
                new(new(2014, 1, 1), new(2014, 4, 30)),
                RecordStream.Cases,
                Token
            )
        );
    }

    [Theory, Databases]
    public async Task Reconcile_ReportedBesideCounted_AsksForAnExplanationOfLargeDifferences(DatabaseKind kind)
    {
        await using var database = await CreateAsync(kind);
        await database.SendCasesAsync([.. Enumerable.Range(1, 20).Select(i => SampleData.Input($"{i}"))]);
        await database.TypeAsync(FullForm.Community, FullForm.Key(), ("overdue", "20")); // due on the 16th
        await TypeAsync(database, FullForm.October, "22");
        await database.Get<SheetMoves>().SubmitAsync(FullForm.Community, FullForm.Key(), Token).DoneAsync();
        var reconciliation = database.Get<ReportReconciliation>();

        var month = Assert.Single(await ReadAsync());
        Assert.Equal(
            (22, 20, false, FigureSource.Reported),
            (month.Reported!.Value.Accepted, month.Counted!.Value.Accepted, month.Approved, month.Source)
        );
        Assert.False(month.NeedsNote);

        await database.Get<SheetMoves>().WithdrawAsync(FullForm.Community, FullForm.Key(), Token).DoneAsync();
        await TypeAsync(database, FullForm.October, "23");
        await database.Get<SheetMoves>().SubmitAsync(FullForm.Community, FullForm.Key(), Token).DoneAsync();
        Assert.True(Assert.Single(await ReadAsync()).NeedsNote);
        Assert.True(
            await reconciliation.ExplainAsync(
                Actor.System,
                SampleData.CommunityId,
                RecordStream.Cases,
                FullForm.October,
                " 三件为上门代办 ",
                Token
            )
        );
        Assert.Equal("三件为上门代办", Assert.Single(await ReadAsync()).Note!.Text);
        Assert.False(
            await reconciliation.ExplainAsync(
                Actors.Of("other", Role.EfficiencyOffice, SampleData.OtherStreetId),
                SampleData.CommunityId,
                RecordStream.Cases,
                FullForm.October,
                "x",
                Token
            )
        );
        Assert.DoesNotContain(
            SampleData.CommunityId,
            (
                await reconciliation.ReadAsync(
                    Actors.Of("other", Role.EfficiencyOffice, SampleData.OtherStreetId),
                    SampleData.DistrictId,
                    RecordStream.Cases,
                    FullForm.October,
                    Token
                )
            ).Select(m => m.UnitId)
        );

        async Task<IReadOnlyList<ReconciledMonth>> ReadAsync() =>
            [
                .. (await reconciliation.ReadAsync(Actor.System, SampleData.DistrictId, RecordStream.Cases, FullForm.October, Token)).Where(
                    m => m.Reported is not null
                ),
            ];
    }

    [Theory]
    [InlineData(102, 100, false)]
    [InlineData(105, 100, false)]
    [InlineData(106, 100, true)]
    [InlineData(2, 0, false)]
    [InlineData(3, 0, true)]
    [InlineData(0, 3, true)]
    public void IsLarge_IsMoreThanFivePercentAndMoreThanTwo(long reported, long counted, bool large) =>
        Assert.Equal(large, ReconciledMonth.IsLarge(reported, counted));

    [Theory, UseCulture("zh-CN")]
    [InlineData("2014-01 2014-02 2014-03 2014-07", "1—3月、7月")]
    [InlineData("2014-10", "10月")]
    [InlineData("2013-11 2013-12 2014-01", "2013年11—12月、2014年1月")]
    public void MonthSpans_DrawNeighboursTogether(string months, string expected)
    {
        using var services = new ServiceCollection().AddLogging().AddLocalization().BuildServiceProvider();
        var days = months
            .Split(' ')
            .Select(m => DateOnly.ParseExact(m + "-01", "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture))
            .ToList();
        Assert.Equal(expected, MonthSpans.Text(days, services.GetRequiredService<IStringLocalizer<MetricsText>>()));
    }

    private static async Task TypeAsync(TestDatabase database, DateOnly month, string accepted) =>
        Assert.Equal(
            CellResult.Saved,
            (await database.TypeAsync(FullForm.Community, FullForm.Key(month: month), ("accepted", accepted))).Cells.Single().Result
        );

    private static async Task<TestDatabase> CreateAsync(DatabaseKind kind)
    {
        var database = await TestDatabase.CreateSeededAsync(kind);
        await database.AddFullFormAsync();
        Assert.True(
            await database
                .Get<SourcesOfRecord>()
                .SetAsync(Actor.System, SampleData.Community, RecordStream.Cases, new(2014, 5, 1), FigureSource.Reported, Token)
        );
        return database;
    }
}
