namespace Portal.Charts;

/// <summary>
/// The options of ApexCharts that the portal uses, by the library's own names. <c>ApexChart.razor.js</c> adds those that need functions.
/// </summary>
public sealed record ApexOptions(
    ApexKind Chart,
    IReadOnlyList<ApexSeries> Series,
    IReadOnlyList<string> Colors,
    ApexStroke Stroke,
    ApexMarkers Markers,
    ApexXAxis Xaxis,
    ApexYAxis Yaxis,
    ApexAnnotations Annotations
)
{
    public static ApexOptions From(ChartModel model)
    {
        var axis = ChartAxis.For(model);
        var line = model.Kind == ChartKind.Line;
        return new(
            new(line ? "line" : "bar"),
            SeriesOf(model),
            [.. model.Series.Select(s => s.Colour)],
            new(
                "straight",
                [
                    .. model.Series.Select(s =>
                        !line ? 0m
                        : s.Dashed ? 1.5m
                        : 2.25m
                    ),
                ],
                [.. model.Series.Select(s => s.Dashed ? 4 : 0)]
            ),
            new([.. model.Series.Select(s => line && !s.Dashed && model.Steps.Count <= 14 ? 3 : 0)]),
            new([.. model.Steps.Select(s => s.Label)]),
            new((double)axis.Min, (double)axis.Max, axis.Steps),
            new(model.Target is { } target ? [new((double)target.Value, new(target.Label))] : [])
        );
    }

    public static IReadOnlyList<ApexSeries> SeriesOf(ChartModel model) =>
        [.. model.Series.Select(s => new ApexSeries(s.Name, [.. s.Values.Select(v => (double?)v.Value)]))];
}

public sealed record ApexKind(string Type);

public sealed record ApexSeries(string Name, IReadOnlyList<double?> Data);

public sealed record ApexStroke(string Curve, IReadOnlyList<decimal> Width, IReadOnlyList<int> DashArray);

public sealed record ApexMarkers(IReadOnlyList<int> Size);

public sealed record ApexXAxis(IReadOnlyList<string> Categories);

public sealed record ApexYAxis(double Min, double Max, int TickAmount);

public sealed record ApexAnnotations(IReadOnlyList<ApexLine> Yaxis);

public sealed record ApexLine(double Y, ApexLineLabel Label);

public sealed record ApexLineLabel(string Text);

/// <summary>The script's data beside the library's options: the texts of every point, the links of steps, and the number format.</summary>
public sealed record ChartScriptData(
    string Language,
    string Format,
    IReadOnlyList<string> Names,
    IReadOnlyList<string?> Links,
    IReadOnlyList<IReadOnlyList<string>> Texts,
    IReadOnlyList<string> Labels
)
{
    public static ChartScriptData From(ChartModel model, string language) =>
        new(
            language,
            model.Format == ChartFormat.Percent ? "percent" : "count",
            [.. model.Steps.Select(s => s.Name)],
            [.. model.Steps.Select(s => s.Link)],
            [.. model.Series.Select(s => (IReadOnlyList<string>)[.. s.Values.Select(v => v.Text)])],
            [.. model.Series.Select(s => s.LabelsLast ? "last" : "")]
        );
}
