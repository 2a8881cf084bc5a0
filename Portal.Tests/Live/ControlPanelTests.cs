using Bunit;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using Portal.Access;
using Portal.Domain.Access;
using Portal.Domain.Metrics.Control;
using Portal.Domain.Metrics.Formulas;
using Portal.Domain.Metrics.Reading;
using Portal.Domain.Organisation;
using Portal.Domain.Records;
using Portal.Domain.Shared;
using Portal.Live.Panels;
using Portal.Live.Snapshots;
using Portal.Live.Views;
using Portal.Metrics;
using Portal.Tests.Support;

namespace Portal.Tests.Live;

/// <summary>What the control chart of a metric says in words, and when it reads.</summary>
public sealed class ControlPanelTests : PortalTestContext
{
    private readonly Months _months = new();

    public ControlPanelTests()
    {
        Services.AddSingleton(new ControlCharts(_months, new DistrictTime(SampleData.Shanghai, Clock)));
        Services.AddScoped<CurrentActor>();
        Services.AddSingleton<AuthenticationStateProvider>(new Leader());
    }

    [Fact]
    public void History_WithMonthsFarOff_NamesThem()
    {
        _months.Closed = [70, 71, 70, 71, 95, 70, 71, 70, 46, 71, 70, 71, 70, 71];

        var panel = Panel(SampleData.Now);

        Assert.Equal(
            "14 个月均值 70.5%，常态区间 48.6% 至 92.4%（均值 ± 3σ，σ = 平均移动极差 ÷ 1.128）。"
                + "异常月份：2013年12月（超出界限）；2014年4月（超出界限）。",
            panel.Find("p").TextContent
        );
        Assert.Equal(["上控制限", "均值", "下控制限", "即办率"], panel.FindAll(".legend").Select(l => l.TextContent));
    }

    [Fact, UseCulture("en")]
    public void History_OfFewMonths_IsATrialAndOrdinary()
    {
        _months.Closed = [70, 72, 71];

        Assert.Equal(
            "Mean of 3 months 71.0%; by itself the figure varies between 67.0% and 75.0% (mean ± 3σ, σ = mean moving range ÷ 1.128). "
                + "With fewer than 12 months the limits are a trial. No month stands out.",
            Panel(SampleData.Now).Find("p").TextContent
        );
    }

    [Fact]
    public void History_OfOneMonth_SaysThatItIsTooShort()
    {
        _months.Closed = [70];

        Assert.Equal("尚无相邻两个月的数据，不能判断波动。", Panel(SampleData.Now).Find("[role=status]").TextContent);
    }

    /// <summary>Snapshots follow every case; ended months seldom change.</summary>
    [Fact]
    public void Snapshots_WithinAMinute_ReadOnce()
    {
        _months.Closed = [70, 71];
        var panel = Panel(SampleData.Now);

        panel.Render(p => p.Add(t => t.Snapshot, Snapshot(SampleData.Now.AddSeconds(59))));
        Assert.Equal(1, _months.Reads);
        panel.Render(p => p.Add(t => t.Snapshot, Snapshot(SampleData.Now.AddSeconds(60))));
        Assert.Equal(2, _months.Reads);
    }

    private IRenderedComponent<ControlPanel> Panel(DateTimeOffset readAt) =>
        Render<ControlPanel>(p =>
            p.Add(t => t.Metric, MetricName.OnTheSpotRatio)
                .Add(t => t.View, View())
                .Add(t => t.Snapshot, Snapshot(readAt))
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

    private static LiveSnapshot Snapshot(DateTimeOffset readAt) =>
        new()
        {
            Key = View().Key,
            Version = 1,
            ReadAt = readAt,
            Current = null,
            Previous = null,
            Trend = [],
            PreviousTrend = [],
            YearBeforeTrend = [],
            Groups = [],
            HeatMonths = [],
            Departments = [],
            Items = [],
            Channels = [],
            Latest = [],
        };

    /// <summary>The last months up to September 2014, each with a hundred records, of which some were closed on the spot.</summary>
    private sealed class Months : IMetricsReader
    {
        public IReadOnlyList<int> Closed { get; set; } = [];

        public int Reads { get; private set; }

        public Task<IReadOnlyList<MetricRow>> ReadAsync(UnitScope scope, MetricQuery query, CancellationToken cancellation = default)
        {
            Reads++;
            return Task.FromResult<IReadOnlyList<MetricRow>>([
                .. Closed.Select(
                    (closed, i) =>
                    {
                        var month = Days.ToMonthText(new DateOnly(2014, 9, 1).AddMonths(i + 1 - Closed.Count));
                        var figures = new FigureSet
                        {
                            Cohort = new() { Accepted = 100, OnTheSpot = closed },
                        };
                        return new MetricRow(query.UnitId, SampleData.District, "台江区", month, month, figures);
                    }
                ),
            ]);
        }

        public Task<IReadOnlyList<MetricRow>> ReadUnitMonthsAsync(
            UnitScope scope,
            MetricQuery query,
            CancellationToken cancellation = default
        ) => throw new NotSupportedException();

        public Task<IReadOnlyList<IReadOnlyList<MetricRow>>> ReadManyAsync(
            UnitScope scope,
            IReadOnlyList<MetricQuery> queries,
            CancellationToken cancellation = default
        ) => throw new NotSupportedException();

        public Task<long> VersionAsync(CancellationToken cancellation = default) => throw new NotSupportedException();
    }

    private sealed class Leader : AuthenticationStateProvider
    {
        public override Task<AuthenticationState> GetAuthenticationStateAsync() =>
            Task.FromResult(new AuthenticationState(Actors.SignedIn("leader", Role.Leader, SampleData.DistrictId)));
    }
}
