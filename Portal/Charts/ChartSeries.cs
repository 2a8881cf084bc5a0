namespace Portal.Charts;

/// <param name="Colour">The name of a token, such as <c>--metric-spot</c>.</param>
/// <param name="LabelsLast">The last value is shown at the line.</param>
public sealed record ChartSeries(
    string Name,
    string Colour,
    IReadOnlyList<ChartValue> Values,
    bool Dashed = false,
    bool LabelsLast = false
);

/// <param name="Value">Null is a gap.</param>
/// <param name="Text">The formatted value.</param>
public readonly record struct ChartValue(decimal? Value, string Text);
