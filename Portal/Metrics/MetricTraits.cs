using Portal.Domain.Metrics.Formulas;

namespace Portal.Metrics;

/// <summary>How a metric is shown: its colour, the better direction, and its format.</summary>
/// <param name="HighIsBest">Null when the metric has no better direction.</param>
/// <param name="IsRatio">A share, shown in per cent; else a count.</param>
public sealed record MetricTraits(string Colour, bool? HighIsBest, bool IsRatio)
{
    /// <summary>The metrics of the tiles, in order; each has a metric page.</summary>
    public static IReadOnlyList<MetricName> Tiles { get; } =
    [
        MetricName.Accepted,
        MetricName.CompletionRatio,
        MetricName.OnTheSpotRatio,
        MetricName.TimeRatio,
        MetricName.Overdue,
        MetricName.SatisfactionRatio,
    ];

    public static MetricTraits Of(MetricName metric) =>
        metric switch
        {
            MetricName.CompletionRatio or MetricName.FlowRatio => new("--metric-completion", true, true),
            MetricName.OnTheSpotRatio => new("--metric-spot", true, true),
            MetricName.TimeRatio or MetricName.PromisedTimeRatio => new("--metric-time", false, true),
            MetricName.OverdueRatio => new("--metric-overdue", false, true),
            MetricName.Overdue => new("--metric-overdue", false, false),
            MetricName.Backlog => new("--metric-accepted", false, false),
            MetricName.SatisfactionRatio or MetricName.SatisfiedRatio or MetricName.RatedRatio => new("--metric-satisfaction", true, true),
            MetricName.StationedRatio
            or MetricName.CompliantRatio
            or MetricName.Completeness
            or MetricName.Timeliness
            or MetricName.CardsAnsweredRatio
            or MetricName.RectifiedRatio
            or MetricName.CampaignRatio
            or MetricName.ReviewsMendedRatio => new("--metric-completion", true, true),
            MetricName.CardsIssued => new("--metric-overdue", false, false),
            MetricName.ZeroOverdueDays => new("--metric-overdue", true, false),
            MetricName.Accepted or MetricName.Closed or MetricName.Withdrawn or MetricName.NotAccepted => new(
                "--metric-accepted",
                null,
                false
            ),
        };
}
