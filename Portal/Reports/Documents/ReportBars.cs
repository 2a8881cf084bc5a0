using System.Globalization;
using Portal.Charts;

namespace Portal.Reports.Documents;

/// <summary>Horizontal bars, measured as parts of the track's width; they begin at zero, wherever zero is on the track.</summary>
public sealed record ReportBars(
    IReadOnlyList<ChartSeries> Series,
    IReadOnlyList<ReportBar> Rows,
    decimal Zero,
    decimal? Reference,
    string? ReferenceText
)
{
    public static ReportBars From(ReportPlot plot)
    {
        var values = plot.Points.SelectMany(p => p.Values).OfType<decimal>().Append(plot.Chart.Reference ?? 0).Append(0).ToList();
        var (low, high) = (values.Min(), values.Max());
        var span = high > low ? high - low : 1;
        return new(
            plot.Series(),
            [.. plot.Points.Select(p => new ReportBar(p.Name, [.. p.Values.Select((value, s) => Part(s, value ?? 0, p.Texts[s]))]))],
            Share(0),
            plot.Chart.Reference is { } reference ? Share(reference) : null,
            plot.ReferenceText
        );

        decimal Share(decimal value) => (value - low) / span;

        ReportBarPart Part(int series, decimal value, string text) => new(series, Share(Math.Min(value, 0)), Math.Abs(value) / span, text);
    }

    /// <summary>A part of 1 as a CSS length.</summary>
    public static string Css(decimal share) => string.Create(CultureInfo.InvariantCulture, $"{share * 100:0.##}%");
}

public sealed record ReportBar(string Name, IReadOnlyList<ReportBarPart> Parts);

/// <param name="Start">From the left, as a part of the track.</param>
public sealed record ReportBarPart(int Series, decimal Start, decimal Length, string Text);
