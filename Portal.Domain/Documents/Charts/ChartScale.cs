namespace Portal.Domain.Documents.Charts;

/// <summary>From where to where an axis of values runs.</summary>
/// <param name="Minimum">Null leaves it to the program that draws.</param>
/// <param name="Maximum">Null leaves it to the program that draws.</param>
internal readonly record struct ChartScale(decimal? Minimum, decimal? Maximum)
{
    private const int Steps = 5;

    /// <summary>Bars begin at zero; a share never runs beyond the whole; a line across needs to know where the axis ends.</summary>
    public static ChartScale Of(ChartData chart)
    {
        var values = chart
            .Series.SelectMany(s => s.Values)
            .OfType<decimal>()
            .Concat(chart.Reference is { } line ? [line] : [])
            .DefaultIfEmpty(0)
            .ToList();
        var (least, most) = (values.Min(), values.Max());
        var isFixed = chart.Reference is not null && chart.Kind == ReportChartKind.Bar;
        decimal? minimum =
            least >= 0 && chart.Kind != ReportChartKind.Line ? 0
            : isFixed ? -Round(-least * 1.1m)
            : null;
        // Room for a label beyond the longest bar, yet no more than the whole.
        var near = chart.Kind == ReportChartKind.Line ? 0.97m : 0.75m;
        decimal? maximum =
            chart.IsShare && most > near && most <= 1 ? 1
            : isFixed ? Round(most * 1.1m)
            : null;
        return new(minimum, maximum);
    }

    // Up to the next 1, 2, 2.5 or 5 times a power of ten, taken a few times.
    private static decimal Round(decimal most)
    {
        if (most <= 0)
            return 0;
        var power = (decimal)Math.Pow(10, Math.Floor(Math.Log10((double)most / Steps)));
        var step = new[] { 1m, 2m, 2.5m, 5m, 10m }.Select(f => f * power).First(s => s * Steps >= most);
        return Math.Ceiling(most / step) * step;
    }
}
