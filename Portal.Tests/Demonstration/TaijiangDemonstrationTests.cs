using Microsoft.EntityFrameworkCore;
using Portal.Domain.Demonstration;
using Portal.Domain.Demonstration.Cases;
using Portal.Domain.Demonstration.World;
using Portal.Domain.Metrics.Folding;
using Portal.Domain.Metrics.Formulas;
using Portal.Domain.Metrics.Reading;
using Portal.Domain.Organisation;
using Portal.Domain.Records;
using Portal.Tests.Support;

namespace Portal.Tests.Demonstration;

[Collection(FilledDatabaseUsers.Name)]
public sealed class TaijiangDemonstrationTests(FilledDatabase filled)
{
    private static readonly MetricPeriod s_year = new(new(2014, 1, 1), new(2014, 10, 31));

    [Fact]
    public async Task Fill_StoppedAndBegunAgain_HoldsEveryRecordOnce()
    {
        Assert.Equal(DemonstrationState.Started, filled.AfterStop);
        Assert.Equal(DemonstrationState.Complete, await filled.Demonstration.StateAsync(Stop));
        await using var db = filled.Database.Open();
        Assert.Equal(DemonstrationRecords.Build(filled.Database.Time).Sum(p => p.Records.Count), await db.Records.CountAsync(Stop));
    }

    [Fact]
    public async Task Fill_WhenComplete_ChangesNothing()
    {
        var before = await filled.Database.Get<IMetricsReader>().VersionAsync(Stop);
        await filled.Demonstration.FillAsync(cancellation: Stop);
        Assert.Equal(before, await filled.Database.Get<IMetricsReader>().VersionAsync(Stop));
    }

    [Fact]
    public async Task Fill_WhenDone_FiguresAreThoseOfTheRecords()
    {
        Assert.False(await filled.Database.Get<MetricsFolder>().AnyWaitingAsync(Stop));
        Assert.Empty(await filled.Database.Get<MetricsAudit>().VerifyAsync(Stop));
    }

    [Fact]
    public async Task Fill_SomebodyElsesUnits_IsRefused()
    {
        await using var database = await TestDatabase.CreateSeededAsync(TestStore.Usual);
        var demonstration = database.Get<TaijiangDemonstration>();
        Assert.Equal(DemonstrationState.Foreign, await demonstration.StateAsync(Stop));
        await Assert.ThrowsAsync<InvalidOperationException>(() => demonstration.FillAsync(cancellation: Stop));
    }

    [Fact]
    public async Task Appeals_AtTheEndOfOctober_AreWithoutOverdueSinceNewYear()
    {
        var figures = await filled.FiguresAsync(TaijiangCodes.District, Query with { Stream = RecordStream.Appeals });
        Assert.Equal(304, figures.ZeroOverdueDays);
    }

    [Fact]
    public async Task Promise_StepsDownYearByYear()
    {
        var ratios = new List<decimal>();
        foreach (var year in new[] { 2012, 2013, 2014 })
        {
            var figures = await filled.FiguresAsync(
                TaijiangCodes.District,
                Query with
                {
                    Period = new(new(year, 1, 1), new(year, 10, 31)),
                }
            );
            ratios.Add(MetricFormulas.Of(MetricName.PromisedTimeRatio, figures).Value!.Value);
        }
        Assert.Equal(ratios.OrderDescending(), ratios);
        Assert.True(ratios[0] - ratios[1] > 0.1m && ratios[1] - ratios[2] > 0.02m, string.Join(" ", ratios));
    }

    [Fact]
    public async Task Centre_UsesLessThanItPromises_AndLessInOctoberThanInJanuary()
    {
        var (january, october) = (await CentreTimeRatioAsync(1), await CentreTimeRatioAsync(10));
        Assert.InRange(january, 0.1m, 0.25m);
        Assert.True(october < january, $"{october} {january}");
    }

    [Fact]
    public async Task Streets_Differ_OneIsGoodOneIsSlowOneImproves()
    {
        var rows = await ReadStreetsAsync(s_year);
        var bySpeed = rows.OrderBy(OnTheSpot).Select(r => r.UnitCode).ToList();
        Assert.Equal("350103004", bySpeed[0]);
        Assert.Equal(TaijiangCodes.Houzhou, bySpeed[^1]);
        Assert.True(
            OnTheSpot(rows.Single(r => r.UnitCode == TaijiangCodes.Houzhou)) - OnTheSpot(rows.Single(r => r.UnitCode == "350103004")) > 0.1m
        );
        Assert.True(await OnTheSpotIn("350103012", 10) - await OnTheSpotIn("350103012", 1) > 0.1m);
    }

    [Fact]
    public async Task Streets_HaveSomeOverdueAndSomeOpenCases()
    {
        var cohorts = (await ReadStreetsAsync(s_year)).Select(r => r.Figures.Cohort).ToList();
        Assert.InRange(cohorts.Sum(m => m.Overdue), 100, 1_000);
        Assert.InRange(cohorts.Sum(m => m.Open), 5, 120);
        Assert.All(cohorts, m => Assert.InRange((double)m.Rated / m.Closed, 0.2, 0.5));
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static MetricQuery Query => new() { UnitId = 0, Period = s_year };

    private static MetricPeriod Month(int month) => new(new(2014, month, 1), new(2014, month, DateTime.DaysInMonth(2014, month)));

    private static decimal OnTheSpot(MetricRow row) => MetricFormulas.Of(MetricName.OnTheSpotRatio, row.Figures).Value!.Value;

    private async Task<decimal> OnTheSpotIn(string street, int month) =>
        OnTheSpot((await ReadStreetsAsync(Month(month))).Single(r => r.UnitCode == street));

    private async Task<decimal> CentreTimeRatioAsync(int month)
    {
        var figures = await filled.FiguresAsync(TaijiangCodes.Centre, Query with { Period = Month(month) });
        return MetricFormulas.Of(MetricName.TimeRatio, figures).Value!.Value;
    }

    private async Task<List<MetricRow>> ReadStreetsAsync(MetricPeriod period)
    {
        var district = filled.Reference.Units.Find(TaijiangCodes.District)!.Id;
        var rows = await filled
            .Database.Get<IMetricsReader>()
            .ReadAsync(UnitScope.Everything, Query with { UnitId = district, Period = period, By = MetricBy.Unit }, Stop);
        return [.. rows.Where(r => filled.Reference.Units.VersionAt(r.UnitId, period.To).Kind == UnitKind.Street)];
    }
}
