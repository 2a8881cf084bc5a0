namespace Portal.Domain.Documents.Charts;

/// <summary>The range of an axis of values.</summary>
/// <param name="Minimum">Null leaves it to the program that draws.</param>
/// <param name="Maximum">Null leaves it to the program that draws.</param>
internal readonly record struct ChartScale(decimal? Minimum, decimal? Maximum)
{
    private const int Steps = 5;

    /// <summary>Bars begin at zero; a share ends at the whole; a reference line needs a known end of the axis.</summary>
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
        // Room for a label beyond the longest bar, but not beyond the whole.
        var near = chart.Kind == ReportChartKind.Line ? 0.97m : 0.75m;
        decimal? maximum =
            chart.IsShare && most > near && most <= 1 ? 1
            : isFixed ? Round(most * 1.1m)
            : null;
        return new(minimum, maximum);
    }

    // Rounded up to a small multiple of 1, 2, 2.5 or 5 times a power of ten.
    private static decimal Round(decimal most)
    {
        if (most <= 0)
            return 0;
        var power = (decimal)Math.Pow(10, Math.Floor(Math.Log10((double)most / Steps)));
        var step = new[] { 1m, 2m, 2.5m, 5m, 10m }.Select(f => f * power).First(s => s * Steps >= most);
        return Math.Ceiling(most / step) * step;
    }
}
