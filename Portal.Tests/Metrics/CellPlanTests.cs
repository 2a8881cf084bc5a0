using Portal.Domain.Metrics.Cells;
using Portal.Domain.Metrics.Reading;
using Portal.Domain.Records;
using Portal.Tests.Demonstration;

namespace Portal.Tests.Metrics;

public sealed class CellPlanTests
{
    private static CellSelection Select(
        int first,
        int last,
        CellGrouping grouping = CellGrouping.None,
        CellBases whole = CellBases.Both,
        params int[] units
    ) => new(CellDimension.Total, RecordStream.Cases, units.Length == 0 ? [1] : units, new(first, last), Key: null, grouping, whole);

    private static CellSelection OfItems(int first, int last) => Select(first, last) with { Dimension = CellDimension.Item };

    [Fact]
    public void Overlapping_ReadOnceTogether()
    {
        var reading = Assert.Single(
            CellPlan.Of(
                [Select(201401, 201410), Select(201301, 201310), Select(201401, 201410, CellGrouping.Period), Select(201303, 201312)],
                SumThresholds.Sqlite
            )
        );

        Assert.Equal((201301, 201410, false), (reading.Spans.First, reading.Spans.Last, reading.Summed));
        Assert.All(reading.Group.Slots, slot => Assert.Equal(slot.First >= 201401, slot.ByPeriod));
    }

    [Fact]
    public void LongPast_IsAddedUpWhereItLiesAndOnlyCounted()
    {
        var readings = CellPlan
            .Of(
                [Select(201401, 201410), Select(190001, 201312, whole: CellBases.None), Select(190001, 201302, whole: CellBases.None)],
                SumThresholds.Sqlite
            )
            .ToList();

        Assert.Equal(
            [(190001, 201302, true, false), (201303, 201400, false, false), (201401, 201410, false, true)],
            readings.Select(r => (r.Spans.First, r.Spans.Last, r.Summed, r.AllMeasures))
        );
    }

    [Fact]
    public void LongPastWithFigures_BringsAllSums() =>
        Assert.Equal(
            [(true, true)],
            CellPlan
                .Of([Select(190001, 201312), Select(190001, 201312, whole: CellBases.None)], SumThresholds.Sqlite)
                .Select(r => (r.Summed, r.AllMeasures))
        );

    [Fact]
    public void BasisNotAskedFor_IsOnlyCounted()
    {
        var readings = CellPlan
            .Of([Select(201401, 201410, whole: CellBases.Closed), Select(201301, 201312, whole: CellBases.None)], SumThresholds.Sqlite)
            .ToList();

        Assert.Equal(
            [
                (CellBases.Accepted, 201301, 201410, false),
                (CellBases.Closed, 201301, 201400, false),
                (CellBases.Closed, 201401, 201410, true),
            ],
            readings.Select(r => (r.Bases, r.Spans.First, r.Spans.Last, r.AllMeasures))
        );
    }

    [Fact]
    public void Items_AreAddedUpByTheServerWhereBringingThemCostsMore()
    {
        Assert.Equal([false], CellPlan.Of([OfItems(20141, 20143)], SumThresholds.Sqlite).Select(r => r.Summed));
        Assert.Equal(
            [true, false],
            CellPlan.Of([OfItems(20141, 20143), OfItems(201410, 201410)], SumThresholds.Postgres).Select(r => r.Summed)
        );
        Assert.Equal([false], CellPlan.Of([Select(201401, 201403)], SumThresholds.Postgres).Select(r => r.Summed));
    }

    [Fact]
    public void SumsThatTheSameQuestionsWant_ShareAStatement()
    {
        CellSelection now = OfItems(20141, 20143) with { Spans = new((20141, 20143), (201410, 201410)) },
            before = OfItems(20132, 20140) with { Spans = new((20132, 20140), (201303, 201303)) };
        var readings = CellPlan.Of([now, before], SumThresholds.Postgres).ToList();

        Assert.Equal([before.Spans, now.Spans], readings.Select(r => r.Spans));
        Assert.All(readings, r => Assert.Equal((CellBases.Both, true, true), (r.Bases, r.Summed, r.AllMeasures)));
    }

    [Fact]
    public void CellByCell_DoesNotReachOverASum()
    {
        CellSelection[] selections =
        [
            Select(201301, 201302, CellGrouping.Period),
            Select(201303, 201304),
            Select(201305, 201306, CellGrouping.Period),
        ];
        var readings = CellPlan.Of(selections, new(2, 2)).ToList();

        Assert.Equal(
            [(201301, 201302, false), (201303, 201304, true), (201305, 201306, false)],
            readings.Select(r => (r.Spans.First, r.Spans.Last, r.Summed))
        );
    }

    [Fact]
    public void UnitsAskedAlike_ShareAStatement()
    {
        var readings = CellPlan
            .Of([Select(201401, 201410, units: [1, 2, 3]), Select(201301, 201312, units: [1])], SumThresholds.Sqlite)
            .ToList();

        Assert.Equal(
            [
                [1],
                [2, 3],
            ],
            readings.Select(r => r.Group.UnitIds)
        );
    }

    [Fact]
    public void DaysAndMonths_AreReadApart()
    {
        var readings = CellPlan
            .Of([Select(20140115, 20140199), Select(201402, 201409), Select(20141001, 20141003)], SumThresholds.Sqlite)
            .ToList();

        Assert.Equal(3, readings.Count);
        Assert.Null(readings[0].Group.At(20140114));
        Assert.Equal(20140115, readings[0].Group.At(20140199)!.Value.First);
    }

    [Theory]
    [InlineData(201412, 201501)]
    [InlineData(201401, 201402)]
    [InlineData(20140131, 20140132)]
    [InlineData(20140199, 20140201)]
    [InlineData(20141299, 20150101)]
    [InlineData(20143, 20144)]
    [InlineData(20144, 20151)]
    public void After_LeavesNothingStoredBetween(int period, int after) => Assert.Equal(after, PeriodRanges.After(period));
}
