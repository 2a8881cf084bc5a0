using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using Portal.Domain.Metrics.Formulas;
using Portal.Domain.Organisation;
using Portal.Domain.Records;
using Portal.Live.Comparison;
using Portal.Live.Snapshots;
using Portal.Live.Views;
using Portal.Metrics;
using Portal.Tests.Demonstration;
using Portal.Tests.Support;

namespace Portal.Tests.Live;

public sealed class HeatRowsTests : PortalTestContext
{
    /// <summary>A link there would lead back to the page on which it stands.</summary>
    [Fact]
    public void Row_OfWhatTheUnitHoldsItself_IsNoLink() =>
        Assert.Equal(
            [(SampleData.Street, true), (SampleData.District, false)],
            Rows().Rows.Select(row => (row.Code, row.Link is not null))
        );

    private HeatRows Rows()
    {
        var text = Services.GetRequiredService<IStringLocalizer<MetricsText>>();
        var unit = new UnitLink(SampleData.DistrictId, SampleData.District, "台江区", UnitKind.District, 0);
        var view = new LiveView
        {
            Address = new() { Unit = unit.Code, Period = FakeFigures.Period },
            Key = new(unit.Id, FakeFigures.Period, RecordStream.Cases),
            Unit = unit,
            Path = [unit],
            LatestMonth = new(2014, 10, 1),
        };
        var snapshot = new LiveSnapshot
        {
            Key = view.Key,
            Version = 1,
            ReadAt = SampleData.Now,
            Trend = [],
            PreviousTrend = [],
            YearBeforeTrend = [],
            Groups = [new(UnitKind.Street, [Figures(SampleData.StreetId, SampleData.Street)])],
            Own = Figures(SampleData.DistrictId, SampleData.District),
            HeatMonths = [new(2014, 10, 1)],
            Departments = [],
            Items = [],
            Channels = [],
            Latest = [],
        };
        return new(MetricName.Accepted, view, snapshot, new(text, RecordStream.Cases), text);
    }

    private static UnitFigures Figures(int id, string code)
    {
        var figures = new FigureSet { Cohort = new() { Accepted = 4 } };
        return new(id, code, code, figures, null, new Dictionary<DateOnly, FigureSet> { [new(2014, 10, 1)] = figures });
    }
}
