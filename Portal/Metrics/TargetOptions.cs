using Portal.Domain.Metrics.Formulas;

namespace Portal.Metrics;

/// <summary>The district's targets (settings <c>Portal:Targets</c>); shares from 0 to 1.</summary>
public sealed class TargetOptions
{
    public const string Section = "Portal:Targets";

    public decimal OnTheSpotRatio { get; init; } = 0.70m;

    public decimal TimeRatio { get; init; } = 0.30m;

    public decimal PromisedTimeRatio { get; init; } = 0.30m;

    public decimal CompletionRatio { get; init; } = 1m;

    public decimal SatisfactionRatio { get; init; } = 0.98m;

    public int Overdue { get; init; }

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
            or MetricName.Timeliness
            or MetricName.CardsIssued
            or MetricName.CardsAnsweredRatio
            or MetricName.RectifiedRatio
            or MetricName.CampaignRatio
            or MetricName.ReviewsMendedRatio => null,
        };
}
