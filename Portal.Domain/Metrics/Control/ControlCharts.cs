using Portal.Domain.Access;
using Portal.Domain.Metrics.Formulas;
using Portal.Domain.Metrics.Reading;
using Portal.Domain.Records;
using Portal.Domain.Shared;

namespace Portal.Domain.Metrics.Control;

/// <summary>A metric of a unit by month, with the band in which it varies by itself.</summary>
/// <param name="Months">In order, from the first month with a value to the last that has ended; gaps included.</param>
/// <param name="Xmr">Null when no two months with a value follow each other.</param>
public sealed record ControlChart(IReadOnlyList<ControlMonth> Months, XmrChart? Xmr);

/// <param name="Month">Its first day.</param>
/// <param name="Value">Null without a denominator.</param>
/// <param name="Signals">Why the value stands out.</param>
public sealed record ControlMonth(DateOnly Month, decimal? Value, ControlSignals Signals);

/// <summary>Reads control charts from the metric cells.</summary>
public sealed class ControlCharts(IMetricsReader metrics, DistrictTime time)
{
    /// <summary>The longest history that the limits are worked out from.</summary>
    public const int MostMonths = 36;

    /// <param name="actor">Sees the metrics of its units alone.</param>
    /// <param name="unitId">The unit, with all below it.</param>
    /// <param name="stream">Cases or appeals.</param>
    /// <param name="metric">One that is made of records: see <see cref="BoundsOf"/>.</param>
    /// <param name="until">The last day of interest. Only months that have ended by then, and by today, have a value to judge.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <returns>
    /// Without months when none has a value, the unit is out of the actor's scope, or the metric has no control chart.
    /// </returns>
    public async Task<ControlChart> ReadAsync(
        Actor actor,
        int unitId,
        RecordStream stream,
        MetricName metric,
        DateOnly until,
        CancellationToken cancellation = default
    )
    {
        if (BoundsOf(metric) is not { } bounds)
            return new([], null);
        var end = until < time.Today ? until.AddDays(1) : time.Today;
        var last = Days.MonthStart(end).AddDays(-1);
        var query = new MetricQuery
        {
            UnitId = unitId,
            Stream = stream,
            By = MetricBy.Month,
            Period = new(Days.MonthStart(last).AddMonths(1 - MostMonths), last),
        };
        var rows = await metrics.ReadAsync(actor.ScopeFor(Permissions.MetricsRead), query, cancellation);
        var values = rows.ToDictionary(row => row.Key, row => MetricFormulas.Of(metric, row.Figures).Value, StringComparer.Ordinal);
        // Between the months of a history, one without records counts 0 of them.
        var without = MetricFormulas.Of(metric, new()).Value;
        List<(DateOnly Month, decimal? Value)> months =
        [
            .. query
                .Period.Months.SkipWhile(month => values.GetValueOrDefault(Days.ToMonthText(month)) is null)
                .Select(month => (month, values.GetValueOrDefault(Days.ToMonthText(month), without))),
        ];
        var xmr = XmrChart.Of(months.ConvertAll(m => m.Value), bounds);
        return new([.. months.Select((m, i) => new ControlMonth(m.Month, m.Value, xmr?.Signals[i] ?? ControlSignals.None))], xmr);
    }

    /// <summary>
    /// The bounds of the metric's values; null when it has no control chart: it says nothing of records, or is a running total.
    /// </summary>
    public static ControlBounds? BoundsOf(MetricName metric) =>
        metric switch
        {
            MetricName.CompletionRatio
            or MetricName.OnTheSpotRatio
            or MetricName.OverdueRatio
            or MetricName.SatisfactionRatio
            or MetricName.SatisfiedRatio
            or MetricName.RatedRatio => ControlBounds.Share,
            MetricName.Accepted
            or MetricName.Closed
            or MetricName.Overdue
            or MetricName.Withdrawn
            or MetricName.NotAccepted
            or MetricName.TimeRatio
            or MetricName.FlowRatio => ControlBounds.Unbounded,
            MetricName.Backlog
            or MetricName.PromisedTimeRatio
            or MetricName.ZeroOverdueDays
            or MetricName.StationedRatio
            or MetricName.CompliantRatio
            or MetricName.Completeness
            or MetricName.Timeliness
            or MetricName.CardsIssued
            or MetricName.CardsAnsweredRatio
            or MetricName.RectifiedRatio
            or MetricName.CampaignRatio
            or MetricName.ReviewsMendedRatio => null,
        };
}
