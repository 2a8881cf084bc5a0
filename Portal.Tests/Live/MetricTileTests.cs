using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using Portal.Domain.Metrics.Formulas;
using Portal.Domain.Organisation;
using Portal.Domain.Records;
using Portal.Live.Snapshots;
using Portal.Live.Tiles;
using Portal.Live.Views;
using Portal.Metrics;
using Portal.Tests.Demonstration;
using Portal.Tests.Support;

namespace Portal.Tests.Live;

public sealed class MetricTileTests : PortalTestContext
{
    private static readonly Measures s_centre = new()
    {
        Accepted = 61_906,
        Closed = 61_906,
        OnTheSpot = 49_277,
        Due = 61_906,
    };

    public MetricTileTests() => Services.AddSingleton(new TargetOptions());

    [Fact]
    public void Value_IsTextAndAttributes()
    {
        var figure = Tile(MetricName.OnTheSpotRatio, new() { Cohort = s_centre }).Find("[data-metric=onTheSpotRatio]");

        Assert.Equal("79.6%", figure.TextContent);
        Assert.Equal(SampleData.District, figure.GetAttribute("data-unit"));
        Assert.Equal(("49277", "61906"), (figure.GetAttribute("data-numerator"), figure.GetAttribute("data-denominator")));
    }

    [Fact]
    public void NoRecord_IsADashAndSaysWhy()
    {
        var tile = Tile(MetricName.OnTheSpotRatio, null);

        Assert.Equal("—", tile.Find("[data-metric=onTheSpotRatio]").TextContent);
        Assert.Equal("本期无记录", tile.Find(".parts").TextContent.Trim());
    }

    [Fact]
    public void NothingHasALimit_IsNotApplicable()
    {
        var tile = Tile(MetricName.TimeRatio, new() { Cohort = s_centre });

        Assert.Equal("—", tile.Find("[data-metric=timeRatio]").TextContent);
        Assert.StartsWith("不适用", tile.Find(".parts").TextContent.Trim(), StringComparison.Ordinal);
    }

    [Fact]
    public void Zero_IsZero() =>
        Assert.Equal("0", Tile(MetricName.Overdue, new() { Cohort = s_centre }).Find("[data-metric=overdue]").TextContent);

    [Fact]
    public void Tile_IsNamedAndLeadsToItsPage()
    {
        var tile = Tile(MetricName.OnTheSpotRatio, new() { Cohort = s_centre });
        var article = tile.Find("article");

        Assert.Equal("即办率", tile.Find("#" + article.GetAttribute("aria-labelledby")).TextContent.Trim());
        Assert.Equal("/live/onTheSpotRatio?unit=350103&from=2014-01&to=2014-10", tile.Find("h2 a").GetAttribute("href"));
        Assert.NotNull(tile.Find("button[popovertarget]").GetAttribute("aria-label"));
    }

    [Fact]
    public void Definition_HasTheReadersNumbers() =>
        Assert.Contains(
            "当日办结 49,277 ÷ 受理 61,906 = 79.6%",
            Tile(MetricName.OnTheSpotRatio, new() { Cohort = s_centre }).Find(".formula").TextContent,
            StringComparison.Ordinal
        );

    [Fact]
    public void Movement_AgainstPrevious_IsSaidInWordsAndSign()
    {
        var tile = Tile(
            MetricName.OnTheSpotRatio,
            new() { Cohort = s_centre },
            new()
            {
                Cohort = new() { Accepted = 1_000, OnTheSpot = 778 },
            }
        );
        var notes = tile.FindAll(".note")
            .Select(n => string.Join(' ', n.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)))
            .ToList();

        Assert.Equal(["较上期 ▲ 1.8 个百分点 改善", "较去年同期 无基数"], notes);
    }

    [Fact, UseCulture("en")]
    public void English_FollowsTheLanguage()
    {
        var tile = Tile(MetricName.OnTheSpotRatio, new() { Cohort = s_centre });

        Assert.Equal("On the spot", tile.Find("h2").TextContent.Trim());
        Assert.Contains("no base", tile.Find(".moves").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Target_MissedOrMet_IsSaid()
    {
        Assert.Contains(
            "✓ 达标",
            Tile(MetricName.OnTheSpotRatio, new() { Cohort = s_centre }).Find(".target").TextContent,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "✕ 未达标",
            Tile(MetricName.OnTheSpotRatio, new() { Cohort = s_centre with { OnTheSpot = 1 } }).Find(".target").TextContent,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Change_InPlace_LeavesAMark()
    {
        var tile = Tile(MetricName.Accepted, new() { Cohort = s_centre });
        Assert.Empty(tile.FindAll(".mark"));

        tile.Render(p => p.Add(t => t.Snapshot, Snapshot(new() { Cohort = s_centre with { Accepted = 61_907 } }, null)));

        Assert.Equal("61,907", tile.Find("[data-metric=accepted]").TextContent);
        Assert.Single(tile.FindAll(".mark"));
    }

    private IRenderedComponent<MetricTile> Tile(MetricName metric, FigureSet? now, FigureSet? before = null) =>
        Render<MetricTile>(p =>
            p.Add(t => t.Metric, metric)
                .Add(t => t.View, View())
                .Add(t => t.Snapshot, Snapshot(now, before))
                .Add(t => t.Phrases, new(Services.GetRequiredService<IStringLocalizer<MetricsText>>(), RecordStream.Cases))
        );

    private static LiveView View()
    {
        var unit = new UnitLink(SampleData.DistrictId, SampleData.District, "台江区", UnitKind.District, 0);
        return new()
        {
            Address = new() { Unit = unit.Code, Period = FakeFigures.Period },
            Key = new(unit.Id, FakeFigures.Period, RecordStream.Cases),
            Unit = unit,
            Path = [unit],
            LatestMonth = new(2014, 10, 1),
        };
    }

    private static LiveSnapshot Snapshot(FigureSet? now, FigureSet? before) =>
        new()
        {
            Key = View().Key,
            Version = 1,
            ReadAt = SampleData.Now,
            Current = now,
            Previous = before,
            Trend = [new(new(2014, 1, 1), null), new(new(2014, 2, 1), now)],
            PreviousTrend = [],
            YearBeforeTrend = [],
            Groups = [],
            HeatMonths = [],
            Departments = [],
            Items = [],
            Channels = [],
            Latest = [],
        };
}
