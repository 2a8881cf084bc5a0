using Microsoft.Extensions.Localization;
using Portal.Domain.Metrics.Formulas;
using Portal.Domain.Records;

namespace Portal.Metrics;

/// <summary>Formats texts about metrics: names, changes, targets and formulas.</summary>
public sealed class MetricPhrases(IStringLocalizer<MetricsText> text, RecordStream stream)
{
    public MetricsFormat Format { get; } = MetricsFormat.For(stream);

    public string Name(MetricName metric) => text[$"metric.{metric}"];

    /// <summary>The name of the row of what a unit holds itself: “后洲街道（本级）”, which nobody takes for the whole.</summary>
    public string OwnName(string unit) => text["unit.own", unit];

    /// <summary>The question a chart of the metric answers.</summary>
    public string Question(MetricName metric) => text[$"question.{metric}"];

    /// <summary>The difference with an arrow for its sign, or the text for no change or no base.</summary>
    public string Moved(Movement movement, MetricName metric)
    {
        if (movement.Sense == MovementSense.NoBase)
            return text["move.noBase"];
        if (movement.Sense == MovementSense.Unchanged)
            return text["move.unchanged"];
        var difference = movement.Difference!.Value;
        var arrow = difference > 0 ? "▲" : "▼";
        if (MetricTraits.Of(metric).IsRatio)
            return $"{arrow} {Points(Math.Abs(difference))}";
        var share = movement.Relative is { } relative ? $" ({Growth.Percent(Math.Abs(relative))})" : "";
        return $"{arrow} {Format.Count(Math.Abs(difference))}{share}";
    }

    /// <summary>The word for better or worse; empty when there is neither.</summary>
    public string Sense(Movement movement) =>
        movement.Sense switch
        {
            MovementSense.Better => text["move.better"],
            MovementSense.Worse => text["move.worse"],
            MovementSense.NoBase or MovementSense.Unchanged or MovementSense.Neutral => "",
        };

    /// <summary>The reason why a value is missing: no record, or no record to which the metric applies.</summary>
    public string MissingReason(MetricName metric, FigureSet? figures)
    {
        if (figures is null)
            return text["missing.records"];
        return metric switch
        {
            MetricName.TimeRatio => figures.Cohort.Closed == 0 ? text["missing.closed"] : text["missing.limits"],
            MetricName.SatisfactionRatio or MetricName.SatisfiedRatio => figures.Cohort.Closed == 0
                ? text["missing.closed"]
                : text["missing.ratings"],
            MetricName.PromisedTimeRatio => text["missing.items"],
            MetricName.OverdueRatio or MetricName.Overdue => text["missing.due"],
            MetricName.ZeroOverdueDays => text["missing.appeals"],
            MetricName.Accepted
            or MetricName.Closed
            or MetricName.Withdrawn
            or MetricName.NotAccepted
            or MetricName.Backlog
            or MetricName.CompletionRatio
            or MetricName.OnTheSpotRatio
            or MetricName.RatedRatio
            or MetricName.FlowRatio
            or MetricName.StationedRatio
            or MetricName.CompliantRatio
            or MetricName.Completeness
            or MetricName.Timeliness
            or MetricName.CardsIssued
            or MetricName.CardsAnsweredRatio
            or MetricName.RectifiedRatio
            or MetricName.CampaignRatio
            or MetricName.ReviewsMendedRatio => text["missing.records"],
        };
    }

    /// <summary>“≥ 70 %”.</summary>
    public string Target(MetricName metric, decimal target) =>
        (MetricTraits.Of(metric).HighIsBest == false ? "≤ " : "≥ ") + Format.Target(metric, target);

    /// <summary>The formula with the numbers of the value.</summary>
    public string Formula(MetricName metric, MetricValue value) =>
        MetricsFormat.InDays(metric)
            ? text[$"formula.{metric}", Format.Days(value.Numerator), Format.Days(value.Denominator), Format.Value(metric, value.Value)]
            : text[$"formula.{metric}", Format.Count(value.Numerator), Format.Count(value.Denominator), Format.Value(metric, value.Value)];

    /// <summary>Whether a value meets its target; null without a value or a direction.</summary>
    public static bool? Meets(MetricName metric, decimal? value, decimal target) =>
        (value, MetricTraits.Of(metric).HighIsBest) switch
        {
            (null, _) or (_, null) => null,
            ({ } known, true) => known >= target,
            ({ } known, false) => known <= target,
        };

    // A difference that would round to 0 is shown as smaller than the smallest step.
    private string Points(decimal difference) =>
        difference * 100 < Format.SmallestPoint / 2
            ? text["move.under", Format.SmallestPoint]
            : text["move.points", Format.Points(difference)];

    // The growth of a count has one decimal for both streams.
    private static MetricsFormat Growth => MetricsFormat.For(RecordStream.Cases);
}
