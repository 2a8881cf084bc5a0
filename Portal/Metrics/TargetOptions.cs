using System.ComponentModel.DataAnnotations;
using Portal.Domain.Metrics.Formulas;

namespace Portal.Metrics;

/// <summary>The district's targets (settings <c>Portal:Targets</c>); shares from 0 to 1.</summary>
public sealed class TargetOptions
{
    public const string Section = "Portal:Targets";

    [Range(0, 1)]
    public decimal OnTheSpotRatio { get; set; } = 0.70m;

    [Range(0, 1)]
    public decimal TimeRatio { get; set; } = 0.30m;

    [Range(0, 1)]
    public decimal PromisedTimeRatio { get; set; } = 0.30m;

    [Range(0, 1)]
    public decimal CompletionRatio { get; set; } = 1m;

    [Range(0, 1)]
    public decimal SatisfactionRatio { get; set; } = 0.98m;

    [Range(0, int.MaxValue)]
    public int Overdue { get; set; }

    /// <summary>Null for metrics without a target.</summary>
    public decimal? Of(MetricName metric) =>
        metric switch
        {
            MetricName.OnTheSpotRatio => OnTheSpotRatio,
            MetricName.TimeRatio => TimeRatio,
            MetricName.PromisedTimeRatio => PromisedTimeRatio,
            MetricName.CompletionRatio => CompletionRatio,
            MetricName.SatisfactionRatio => SatisfactionRatio,
            MetricName.Overdue => Overdue,
            MetricName.Accepted
            or MetricName.Closed
            or MetricName.Withdrawn
            or MetricName.NotAccepted
            or MetricName.Backlog
            or MetricName.OverdueRatio
            or MetricName.SatisfiedRatio
            or MetricName.RatedRatio
            or MetricName.FlowRatio
            or MetricName.ZeroOverdueDays
            or MetricName.StationedRatio
            or MetricName.CompliantRatio
            or MetricName.Completeness
            or MetricName.Timeliness => null,
        };
}
