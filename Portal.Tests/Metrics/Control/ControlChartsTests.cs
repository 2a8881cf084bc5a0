using Portal.Domain.Access;
using Portal.Domain.Data;
using Portal.Domain.Metrics.Control;
using Portal.Domain.Metrics.Folding;
using Portal.Domain.Metrics.Formulas;
using Portal.Domain.Records;
using Portal.Tests.Support;

namespace Portal.Tests.Metrics.Control;

/// <summary>Control charts from stored cells.</summary>
[Needs(Resource.Database)]
public sealed class ControlChartsTests
{
    private static readonly Actor s_leader = Actors.Of("leader", Role.Leader, SampleData.DistrictId);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Of four cases a month, as many are closed on the spot as the month says; September has no case.</summary>
    [Theory, Databases]
    public async Task Read_HasTheEndedMonthsFromTheFirstWithAValue_AndGapsBetween(DatabaseKind kind)
    {
        await using var database = await FilledAsync(kind, (6, 2), (7, 3), (8, 1), (10, 4));
        database.Clock.SetUtcNow(SampleData.Local(2014, 11, 20));
        var charts = database.Get<ControlCharts>();

        var ratio = await ReadAsync(charts, s_leader, MetricName.OnTheSpotRatio, new(2014, 11, 20));
        Assert.Equal(
            [(6, 0.5m), (7, 0.75m), (8, 0.25m), (9, null), (10, 1m)],
            ratio.Months.Select(m => (m.Month.Month, m.Value)).ToArray<(int, decimal?)>()
        );
        Assert.Equal((0.625m, 0.375m), (ratio.Xmr!.Mean, ratio.Xmr.MeanRange));

        var count = await ReadAsync(charts, s_leader, MetricName.Accepted, new(2014, 11, 20));
        Assert.Equal([4m, 4m, 4m, 0m, 4m], count.Months.Select(m => m.Value!.Value)); // a month without cases counts none
    }

    /// <summary>Half a month is no month: its value would be compared with whole ones.</summary>
    [Theory]
    [InlineData("2014-08-30", 7)]
    [InlineData("2014-08-31", 8)]
    [InlineData("2014-12-31", 9)]
    public async Task Read_EndsWithTheLastMonthThatHasEnded(string until, int last)
    {
        await using var database = await FilledAsync(TestStore.Usual, (6, 2), (7, 3), (8, 1), (9, 2), (10, 1));

        // Today is 31 October, which has not ended.
        var chart = await ReadAsync(
            database.Get<ControlCharts>(),
            s_leader,
            MetricName.OnTheSpotRatio,
            DateOnly.Parse(until, System.Globalization.CultureInfo.InvariantCulture)
        );

        Assert.Equal(last, chart.Months[^1].Month.Month);
    }

    [Fact]
    public async Task Read_WithoutTheRight_OrOfARunningTotal_IsEmpty()
    {
        await using var database = await FilledAsync(TestStore.Usual, (6, 2), (7, 3));
        var charts = database.Get<ControlCharts>();
        var elsewhere = Actors.Of("clerk", Role.Clerk, SampleData.OtherStreetId);

        Assert.Empty((await ReadAsync(charts, elsewhere, MetricName.OnTheSpotRatio, new(2014, 10, 31))).Months);
        Assert.Empty((await ReadAsync(charts, s_leader, MetricName.Backlog, new(2014, 10, 31))).Months);
    }

    private static Task<ControlChart> ReadAsync(ControlCharts charts, Actor actor, MetricName metric, DateOnly until) =>
        charts.ReadAsync(actor, SampleData.StreetId, RecordStream.Cases, metric, until, Token);

    private static async Task<TestDatabase> FilledAsync(DatabaseKind kind, params (int Month, int OnTheSpot)[] months)
    {
        var database = await TestDatabase.CreateSeededAsync(kind);
        await database.SendCasesAsync([
            .. from month in months
            from i in Enumerable.Range(0, 4)
            let accepted = SampleData.Local(2014, month.Month, 3)
            select SampleData.Input($"{month.Month}-{i}") with
            {
                AcceptedAt = accepted,
                ClosedAt = i < month.OnTheSpot ? accepted.AddHours(1) : accepted.AddDays(2),
            },
        ]);
        await database.Get<MetricsFolder>().FoldAllAsync(Token);
        return database;
    }
}
