using Microsoft.AspNetCore.Components;
using Portal.Circuits;
using Portal.Domain.Metrics.Formulas;
using Portal.Live.Views;
using Portal.Metrics;

namespace Portal.Live.Tiles;

/// <summary>The tile of one metric: value, numerator and denominator, change, target and sparkline.</summary>
public sealed partial class MetricTile
{
    private readonly FigureMarks _marks = new();
    private readonly PreviousRenderTree _list = new();

    [Parameter, EditorRequired]
    public required MetricName Metric { get; set; }

    [Parameter, EditorRequired]
    public required LiveView View { get; set; }

    [Inject]
    private TargetOptions Targets { get; set; } = default!;

    protected override object Key => (Metric, View.Address);

    private RenderFragment Figure(FigureText figure, string? link) => LiveFigure.Of(figure, _marks.ChangesOf(figure, View.Key), link);

    protected override void OnAfterRender(bool firstRender) => Lists.End(_list);

    protected override TileTexts Make() => new(Metric, View, Snapshot, Phrases, Text, Targets);
}
