using Portal.Domain.Metrics.Formulas;

namespace Portal.Metrics;

/// <summary>The change of a metric against an earlier period.</summary>
/// <param name="Difference">In the metric's own unit; null when there is no base.</param>
/// <param name="Relative">The difference as a share of the earlier count; null for ratios and where that count was zero.</param>
/// <param name="Sense">Whether the change is better or worse.</param>
public readonly record struct Movement(decimal? Difference, decimal? Relative, MovementSense Sense)
{
    /// <param name="before">Null when the earlier period holds no record: there is no base.</param>
    public static Movement Between(MetricName metric, FigureSet? now, FigureSet? before)
    {
        if (now is null || before is null)
            return default;
        return Between(metric, MetricFormulas.Of(metric, now).Value, MetricFormulas.Of(metric, before).Value);
    }

    public static Movement Between(MetricName metric, decimal? now, decimal? before)
    {
        if (now is not { } value || before is not { } earlier)
            return default;
        var traits = MetricTraits.Of(metric);
        var difference = value - earlier;
        var sense = (difference, traits.HighIsBest) switch
        {
            (0, _) => MovementSense.Unchanged,
            (_, null) => MovementSense.Neutral,
            (> 0, true) or (< 0, false) => MovementSense.Better,
            _ => MovementSense.Worse,
        };
        return new(difference, traits.IsRatio || earlier == 0 ? null : difference / earlier, sense);
    }
}

public enum MovementSense
{
    /// <summary>无基数.</summary>
    NoBase,
    Unchanged,
    Neutral,
    Better,
    Worse,
}
