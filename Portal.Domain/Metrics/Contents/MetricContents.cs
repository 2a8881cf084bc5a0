using Portal.Domain.Metrics.Formulas;
using Portal.Domain.Metrics.Reading;
using Portal.Domain.Records.Lists;

namespace Portal.Domain.Metrics.Contents;

/// <summary>The records that a part of a metric speaks of.</summary>
/// <param name="Measure">What of the records it counts.</param>
/// <param name="Basis">The date it counts by; null for that of the query.</param>
/// <param name="IsCount">
/// The part is the number of these records. Otherwise it is a sum over them (days), or is explained by them, and their number is another.
/// </param>
public readonly record struct PartContent(RecordMeasure Measure, MetricBasis? Basis = null, bool IsCount = true);

/// <summary>
/// Which records each part of each metric counts: the counterpart of <see cref="MetricFormulas"/> for lists, in one table.
/// </summary>
public static class MetricContents
{
    /// <summary>The numerator, or the value of a count; null for metrics of items, sheets and service points.</summary>
    public static PartContent? Numerator(MetricName metric) =>
        metric switch
        {
            MetricName.Accepted => new(RecordMeasure.Accepted),
            MetricName.Closed or MetricName.CompletionRatio => new(RecordMeasure.Closed),
            MetricName.Overdue or MetricName.OverdueRatio => new(RecordMeasure.Overdue),
            MetricName.Withdrawn => new(RecordMeasure.Withdrawn),
            MetricName.NotAccepted => new(RecordMeasure.NotAccepted),
            MetricName.Backlog => new(RecordMeasure.Backlog),
            MetricName.OnTheSpotRatio => new(RecordMeasure.OnTheSpot),
            MetricName.TimeRatio => new(RecordMeasure.Timed, IsCount: false),
            MetricName.SatisfactionRatio => new(RecordMeasure.BasicallySatisfied),
            MetricName.SatisfiedRatio => new(RecordMeasure.Satisfied),
            MetricName.RatedRatio => new(RecordMeasure.Rated),
            MetricName.FlowRatio => new(RecordMeasure.Closed, MetricBasis.Closed),
            MetricName.PromisedTimeRatio
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

    /// <summary>The denominator; null for counts, and for metrics of items, sheets and service points.</summary>
    public static PartContent? Denominator(MetricName metric) =>
        metric switch
        {
            MetricName.CompletionRatio or MetricName.OnTheSpotRatio => new(RecordMeasure.Accepted),
            MetricName.OverdueRatio => new(RecordMeasure.Due),
            MetricName.TimeRatio => new(RecordMeasure.Timed, IsCount: false),
            MetricName.SatisfactionRatio or MetricName.SatisfiedRatio => new(RecordMeasure.Rated),
            MetricName.RatedRatio => new(RecordMeasure.Closed),
            MetricName.FlowRatio => new(RecordMeasure.Accepted, MetricBasis.Accepted),
            MetricName.Accepted
            or MetricName.Closed
            or MetricName.Overdue
            or MetricName.Withdrawn
            or MetricName.NotAccepted
            or MetricName.Backlog
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

    /// <summary>The number that the measures of a cohort have for the measure of a list.</summary>
    public static long Of(RecordMeasure measure, in Measures cohort) =>
        measure switch
        {
            RecordMeasure.Accepted => cohort.Accepted,
            RecordMeasure.Closed => cohort.Closed,
            RecordMeasure.Open or RecordMeasure.Backlog => cohort.Open,
            RecordMeasure.OnTheSpot => cohort.OnTheSpot,
            RecordMeasure.Due => cohort.Due,
            RecordMeasure.Overdue => cohort.Overdue,
            RecordMeasure.OpenOverdue => cohort.OpenOverdue,
            RecordMeasure.Timed => cohort.Timed,
            RecordMeasure.Rated => cohort.Rated,
            RecordMeasure.BasicallySatisfied => cohort.Rated3 + cohort.Rated4 + cohort.Rated5,
            RecordMeasure.Satisfied => cohort.Rated4 + cohort.Rated5,
            RecordMeasure.Withdrawn => cohort.Withdrawn,
            RecordMeasure.NotAccepted => cohort.NotAccepted,
        };
}
