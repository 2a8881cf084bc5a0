namespace Portal.Charts;

/// <summary>The range of a vertical axis, with round ends.</summary>
internal readonly record struct ChartAxis(decimal Min, decimal Max, int Steps)
{
    /// <summary>
    /// Columns begin at zero; lines may begin higher when the values are close together. An axis of shares does not exceed 1, and one of
    /// whole numbers has whole steps.
    /// </summary>
    public static ChartAxis For(ChartModel model)
    {
        var values = model.Series.SelectMany(s => s.Values).Select(v => v.Value).OfType<decimal>().ToList();
        if (model.Target is { } target)
            values.Add(target.Value);
        if (values.Count == 0)
            return new(0, 1, 4);
        var (low, high) = (values.Min(), values.Max());
        var fromZero = model.Kind == ChartKind.Column || low < 0 || high - low > high / 2;
        if (fromZero)
            low = Math.Min(low, 0);
        var isWhole = model.Format == ChartFormat.Count && values.TrueForAll(decimal.IsInteger);
        return Round(low, high, model.Format == ChartFormat.Percent && high <= 1 ? 1 : null, isWhole);
    }

    private static ChartAxis Round(decimal low, decimal high, decimal? ceiling, bool isWhole)
    {
        if (high == low)
            (low, high) =
                low == 0 ? (0, 1)
                : isWhole && Math.Abs(low) < 10 ? (low - 1, high + 1)
                : (low * 0.9m, high * 1.1m);
        var step = NiceStep((high - low) / 4);
        if (isWhole)
            step = Math.Ceiling(step);
        var min = Math.Floor(low / step) * step;
        var max = Math.Ceiling(high / step) * step;
        if (max > ceiling)
            max = ceiling.Value;
        return new(min, max, Math.Max(1, (int)Math.Round((max - min) / step, MidpointRounding.AwayFromZero)));
    }

    private static decimal NiceStep(decimal rough)
    {
        var power = (decimal)Math.Pow(10, Math.Floor(Math.Log10((double)rough)));
        return (rough / power) switch
        {
            <= 1 => power,
            <= 2 => 2 * power,
            <= 2.5m => 2.5m * power,
            <= 5 => 5 * power,
            _ => 10 * power,
        };
    }
}
