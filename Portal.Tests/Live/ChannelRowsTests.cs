using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using Portal.Domain.Organisation;
using Portal.Domain.Records;
using Portal.Live.Snapshots;
using Portal.Live.Views;
using Portal.Metrics;
using Portal.Tests.Demonstration;
using Portal.Tests.Support;

namespace Portal.Tests.Live;

public sealed class ChannelRowsTests : PortalTestContext
{
    [Fact]
    public void Rows_AreNamedAlsoWhereNoChannelWasTold() =>
        Assert.Equal([("未分渠道", false), ("窗口", true)], Rows().Rows.Select(row => (row.Name, row.Link is not null)));

    private ChannelRows Rows()
    {
        var text = Services.GetRequiredService<IStringLocalizer<MetricsText>>();
        return new(View(), Snapshot(Part("", 9), Part("window", 3)), new(text, RecordStream.Cases), text);
    }

    private static PartFigures Part(string key, int accepted) => new(key, key, new() { Cohort = new() { Accepted = accepted } }, null);

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

    private static LiveSnapshot Snapshot(params PartFigures[] channels) =>
        new()
        {
            Key = View().Key,
            Version = 1,
            ReadAt = SampleData.Now,
            Trend = [],
            PreviousTrend = [],
            YearBeforeTrend = [],
            Groups = [],
            HeatMonths = [],
            Departments = [],
            Items = [],
            Channels = channels,
            Latest = [],
        };
}
