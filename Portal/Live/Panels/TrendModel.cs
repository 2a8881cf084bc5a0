using Portal.Charts;
using Portal.Domain.Metrics.Formulas;
using Portal.Domain.Shared;
using Portal.Live.Snapshots;
using Portal.Live.Views;
using Portal.Metrics;

namespace Portal.Live.Panels;

/// <summary>Makes charts over time from snapshots.</summary>
internal static class TrendModel
{
    /// <summary>The most labels that fit below an axis.</summary>
    internal const int MostLabels = 12;

    /// <summary>A metric over the period, with the compared period in grey.</summary>
    public static ChartModel Of(
        MetricName metric,
        LiveView view,
        LiveSnapshot snapshot,
        MetricPhrases phrases,
        string now,
        string before,
        (decimal Value, string Label)? target
    )
    {
        var earlier = view.Address.Compare == MetricComparison.Previous ? snapshot.PreviousTrend : snapshot.YearBeforeTrend;
        var traits = MetricTraits.Of(metric);
        var series = new List<ChartSeries>();
        if (earlier.Any(p => p.Figures is not null))
        {
            series.Add(
                new(
                    before,
                    "--compare",
                    Values(metric, snapshot.Trend.Select((_, i) => earlier.ElementAtOrDefault(i)?.Figures), phrases),
                    Dashed: true
                )
            );
        }
        series.Add(new(now, traits.Colour, Values(metric, snapshot.Trend.Select(p => p.Figures), phrases), LabelsLast: true));
        return new()
        {
            Kind = ChartKind.Line,
            Question = phrases.Question(metric),
            Format = traits.IsRatio ? ChartFormat.Percent : ChartFormat.Count,
            Steps = Steps(metric, view, snapshot, phrases.Format),
            Series = series,
            Target = target is { } line ? new(line.Value, line.Label) : null,
        };
    }

    /// <summary>Accepted and closed records and the backlog, step by step.</summary>
    public static ChartModel Flow(
        LiveView view,
        LiveSnapshot snapshot,
        MetricPhrases phrases,
        string question,
        string accepted,
        string closed,
        string backlog
    ) =>
        new()
        {
            Kind = ChartKind.Line,
            Question = question,
            Steps = Steps(MetricName.Accepted, view, snapshot, phrases.Format),
            Series =
            [
                new(accepted, "--metric-accepted", Counts(snapshot.Trend.Select(p => p.Figures?.Accepted.Accepted), phrases)),
                new(
                    closed,
                    "--metric-completion",
                    Counts(snapshot.Trend.Select(p => p.Figures?.ClosedInPeriod.Closed), phrases),
                    Dashed: true
                ),
                new(backlog, "--metric-overdue", Counts(snapshot.Trend.Select(p => p.Figures?.Backlog), phrases), LabelsLast: true),
            ],
        };

    /// <param name="metric">The metric whose records a step opens; a step of another metric opens the same view of its month.</param>
    private static IReadOnlyList<ChartStep> Steps(MetricName metric, LiveView view, LiveSnapshot snapshot, MetricsFormat format)
    {
        var links = new LiveLinks(view, snapshot);
        var every = ((snapshot.Trend.Count - 1) / MostLabels) + 1;
        var byDay = snapshot.Key.ByDay;
        return
        [
            .. snapshot.Trend.Select(
                (p, i) =>
                    new ChartStep(
                        i % every != 0 ? ""
                            : byDay ? p.Day.ToString("MM-dd", System.Globalization.CultureInfo.InvariantCulture)
                            : format.ShortMonth(p.Day),
                        byDay ? MetricsFormat.Day(p.Day) : format.Month(p.Day),
                        p.Figures is null
                            ? null
                            : links.Numerator(links.Step(p.Day), metric)
                                ?? (byDay ? null : (view.Address with { Period = new(p.Day, Days.MonthEnd(p.Day)) }).ToUri())
                    )
            ),
        ];
    }

    private static IReadOnlyList<ChartValue> Values(MetricName metric, IEnumerable<FigureSet?> figures, MetricPhrases phrases) =>
        [
            .. figures
                .Select(f => f is null ? null : MetricFormulas.Of(metric, f).Value)
                .Select(v => new ChartValue(v, phrases.Format.Value(metric, v))),
        ];

    private static IReadOnlyList<ChartValue> Counts(IEnumerable<long?> counts, MetricPhrases phrases) =>
        [.. counts.Select(c => new ChartValue(c, phrases.Format.Count(c)))];
}
