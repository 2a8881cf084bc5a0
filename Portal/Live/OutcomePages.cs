using Portal.Domain.Metrics.Formulas;
using Portal.Navigation;

namespace Portal.Live;

/// <summary>The pages of what came of supervision: it has no records to chart, and its own pages list it.</summary>
internal static class OutcomePages
{
    /// <summary>Null for a metric of records or sheets.</summary>
    public static string? Of(MetricName metric) =>
        !MetricFormulas.IsOutcome(metric) ? null
        : metric == MetricName.RectifiedRatio ? PortalUrls.Rectifications
        : metric == MetricName.CampaignRatio ? PortalUrls.Campaigns
        : metric == MetricName.ReviewsMendedRatio ? PortalUrls.Reviews
        : PortalUrls.Supervision;
}
