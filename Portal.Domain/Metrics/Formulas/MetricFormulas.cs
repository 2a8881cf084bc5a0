using Portal.Domain.Records;

namespace Portal.Domain.Metrics.Formulas;

/// <summary>A metric's value with its numerator and denominator.</summary>
/// <param name="Value">Unrounded; null without a denominator or where the metric does not apply — shown as “—”, never 0 %.</param>
/// <param name="Numerator">Null where the metric does not apply.</param>
/// <param name="Denominator">Null for plain counts.</param>
public readonly record struct MetricValue(decimal? Value, decimal? Numerator, decimal? Denominator);

/// <summary>Every formula of the portal. Sources and reasons: docs/metrics.md.</summary>
public static class MetricFormulas
{
    public static MetricValue Of(MetricName metric, FigureSet figures)
    {
        var m = figures.Cohort;
        return metric switch
        {
            MetricName.Accepted => Count(m.Accepted),
            MetricName.Closed => Count(m.Closed),
            MetricName.Overdue => Count(m.Overdue),
            MetricName.Withdrawn => Count(m.Withdrawn),
            MetricName.NotAccepted => Count(m.NotAccepted),
            MetricName.Backlog => Count(figures.Backlog),
            MetricName.CompletionRatio => Ratio(m.Closed, m.Accepted),
            MetricName.OnTheSpotRatio => Ratio(m.OnTheSpot, m.Accepted),
            MetricName.OverdueRatio => Ratio(m.Overdue, m.Due),
            MetricName.TimeRatio => Ratio(Days(m.UsedMinutes), Days(m.StatutoryMinutes)),
            MetricName.PromisedTimeRatio => Ratio(Days(figures.PromisedMinutes), Days(figures.PromisedStatutoryMinutes)),
            MetricName.SatisfactionRatio => Ratio(m.Rated3 + m.Rated4 + m.Rated5, m.Rated),
            MetricName.SatisfiedRatio => Ratio(m.Rated4 + m.Rated5, m.Rated),
            MetricName.RatedRatio => Ratio(m.Rated, m.Closed),
            MetricName.FlowRatio => Ratio(figures.ClosedInPeriod.Closed, figures.Accepted.Accepted),
            MetricName.ZeroOverdueDays => Count(figures.ZeroOverdueDays),
            MetricName.StationedRatio => Ratio(figures.Stationed?.Stationed, figures.Stationed?.MustBe),
            MetricName.CompliantRatio => Ratio(figures.Compliance?.Compliant, figures.Compliance?.Points),
            MetricName.Completeness => Ratio(figures.Completeness?.Approved, figures.Completeness?.Expected),
            MetricName.Timeliness => Ratio(figures.Timeliness?.InTime, figures.Timeliness?.Due),
            MetricName.CardsIssued => Count(figures.Outcomes?.Cards),
            MetricName.CardsAnsweredRatio => Ratio(figures.Outcomes?.CardsInTime, figures.Outcomes?.CardsDue),
            MetricName.RectifiedRatio => Ratio(figures.Outcomes?.Rectified, figures.Outcomes?.Orders),
            MetricName.CampaignRatio => Ratio(figures.Outcomes?.ItemsDone, figures.Outcomes?.Items),
            MetricName.ReviewsMendedRatio => Ratio(figures.Outcomes?.ReviewsMended, figures.Outcomes?.Reviews),
        };
    }

    /// <summary>Whether the metric tells what came of supervision, and says nothing of records.</summary>
    public static bool IsOutcome(MetricName metric) =>
        metric
            is MetricName.CardsIssued
                or MetricName.CardsAnsweredRatio
                or MetricName.RectifiedRatio
                or MetricName.CampaignRatio
                or MetricName.ReviewsMendedRatio;

    private static MetricValue Count(decimal? count) => new(count, count, null);

    private static MetricValue Ratio(decimal? numerator, decimal? denominator) =>
        new(denominator is null or 0 ? null : numerator / denominator, numerator, denominator);

    // Limit time is stored in minutes and shown in days.
    private static decimal? Days(long? minutes) => minutes is { } value ? (decimal)value / LimitRules.MinutesPerDay : null;
}
