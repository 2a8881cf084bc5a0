using Portal.Domain.Records;
using Portal.Domain.Reports.Monthly.Inputs;

namespace Portal.Domain.Reports.Monthly.Wording;

/// <summary>The charts of one stream, drawn from its tables.</summary>
internal sealed class StreamCharts(ReportWords words, StreamData stream)
{
    private readonly string _prefix = stream.Stream == RecordStream.Appeals ? "appeals" : "cases";

    /// <summary>Months as columns, the on-the-spot share as a line: none for a single month.</summary>
    public IEnumerable<ReportChart> ByMonth()
    {
        if (stream.Months.Count < 2 || !stream.Total.HasRecords)
            yield break;
        var table = $"{_prefix}ByMonth";
        yield return new(
            $"{_prefix}Trend",
            words.Say($"{_prefix}.chart.count"),
            ReportChartKind.Column,
            table,
            "month",
            ["accepted", "closed"]
        );
        yield return new(
            $"{_prefix}RatioTrend",
            words.Say($"{_prefix}.chart.onTheSpot"),
            ReportChartKind.Line,
            table,
            "month",
            ["onTheSpotRatio"]
        );
    }

    /// <summary>None for a single unit, or for more than fit on a page.</summary>
    public IEnumerable<ReportChart> ByUnit(UnitGroupData group)
    {
        const int most = 24;
        if (group.Units.Count(u => u.Figures.HasRecords) is < 2 or > most || group.Units.Count > most)
            yield break;
        yield return new(
            $"{_prefix}{group.Kind}Ratio",
            words.Say("chart.byUnit", words.Say($"kind.{group.Kind}")),
            ReportChartKind.Bar,
            $"{_prefix}By{group.Kind}",
            "unit",
            ["onTheSpotRatio"]
        );
    }
}
