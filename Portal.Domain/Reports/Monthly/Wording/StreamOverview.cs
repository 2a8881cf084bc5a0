using Portal.Domain.Metrics.Formulas;
using Portal.Domain.Records;
using Portal.Domain.Reports.Monthly.Inputs;

namespace Portal.Domain.Reports.Monthly.Wording;

/// <summary>The main figures of one stream.</summary>
internal sealed class StreamOverview(ReportWords words, ReportData data, StreamData stream)
{
    private static readonly MetricName[] s_metrics =
    [
        MetricName.Accepted,
        MetricName.Closed,
        MetricName.Backlog,
        MetricName.CompletionRatio,
        MetricName.OnTheSpotRatio,
        MetricName.OverdueRatio,
        MetricName.TimeRatio,
        MetricName.SatisfactionRatio,
        MetricName.SatisfiedRatio,
        MetricName.RatedRatio,
        MetricName.FlowRatio,
    ];

    private readonly string _prefix = stream.Stream == RecordStream.Appeals ? "appeals" : "cases";
    private readonly int _decimals = ReportWords.Decimals(stream.Stream);

    /// <summary>The main figures beside those of earlier periods: counts in one table, shares in another.</summary>
    public IEnumerable<ReportBlock> Write()
    {
        yield return Counts();
        yield return Shares();
    }

    private ReportTable Counts() =>
        new(
            $"{_prefix}Counts",
            words.Say($"{_prefix}.counts"),
            Columns(ReportColumnKind.Number, ReportColumnKind.Change),
            [.. s_metrics.Where(IsCount).Select(metric => Row(metric, Change))]
        );

    private ReportTable Shares() =>
        new(
            $"{_prefix}Shares",
            words.Say($"{_prefix}.shares"),
            Columns(ReportColumnKind.Share, ReportColumnKind.Points),
            [.. s_metrics.Where(m => !IsCount(m)).Select(metric => Row(metric, (now, before) => now - before))]
        )
        {
            Notes = [words.Say("note.shares")],
        };

    private List<ReportColumn> Columns(ReportColumnKind kind, ReportColumnKind moved)
    {
        var (decimals, changed) = kind == ReportColumnKind.Share ? (_decimals, "points") : (0, "change");
        var columns = new List<ReportColumn>
        {
            new("metric", words.Say("column.metric"), ReportColumnKind.Text),
            new("now", words.Say("column.now"), kind, decimals)
            {
                Quotient = kind == ReportColumnKind.Share ? new("numerator", "denominator") : null,
            },
        };
        if (kind == ReportColumnKind.Share)
        {
            columns.Add(new("numerator", words.Say("column.numerator"), ReportColumnKind.Number));
            columns.Add(new("denominator", words.Say("column.denominator"), ReportColumnKind.Number));
        }
        if (data.ComparesBefore)
        {
            columns.Add(new("before", words.Say("column.before"), kind, decimals) { MayBeLeftOut = true });
            columns.Add(
                new("beforeMoved", words.Say($"column.before.{changed}"), moved, kind == ReportColumnKind.Share ? decimals : 1)
                {
                    MayBeLeftOut = true,
                }
            );
        }
        columns.Add(new("year", words.Say("column.year"), kind, decimals) { MayBeLeftOut = true });
        columns.Add(
            new("yearMoved", words.Say($"column.year.{changed}"), moved, kind == ReportColumnKind.Share ? decimals : 1)
            {
                MayBeLeftOut = true,
            }
        );
        return columns;
    }

    private ReportRow Row(MetricName metric, Func<decimal, decimal, decimal?> move)
    {
        var value = stream.Total.Of(metric);
        var (before, year) = (stream.Total.Before(metric), stream.Total.AYearBefore(metric));
        List<ReportCell> cells = [ReportCell.Of(words.Name(metric)), ReportCell.Of(value.Value)];
        if (!IsCount(metric))
            cells.AddRange([ReportCell.Of(value.Numerator), ReportCell.Of(value.Denominator)]);
        if (data.ComparesBefore)
            cells.AddRange([ReportCell.Of(before), Moved(before)]);
        return new(metric.ToString(), [.. cells, ReportCell.Of(year), Moved(year)]);

        ReportCell Moved(decimal? was) => ReportCell.Of(value.Value is { } now && was is { } then ? move(now, then) : null);
    }

    private static decimal? Change(decimal now, decimal before) => before == 0 ? null : (now - before) / before;

    private static bool IsCount(MetricName metric) => metric is MetricName.Accepted or MetricName.Closed or MetricName.Backlog;
}
