using Microsoft.AspNetCore.Components;
using Portal.Domain.Metrics.Formulas;
using Portal.Exports;
using Portal.Live.Views;
using Portal.Metrics;

namespace Portal.Live.Comparison;

/// <summary>Ranks units of one kind by a metric: bars from zero, a line at the group's average, and links to the units.</summary>
public sealed partial class RankPanel
{
    private readonly FigureMarks _marks = new();

    [Parameter, EditorRequired]
    public required MetricName Metric { get; set; }

    [Parameter, EditorRequired]
    public required LiveView View { get; set; }

    [Parameter]
    public string Class { get; set; } = "";

    [Inject]
    private TargetOptions Targets { get; set; } = default!;

    protected override object Key => (Metric, View.Address);

    protected override RankRows Make() => new(Metric, View, Snapshot, Phrases, Text, Targets.Of(Metric));

    private RenderFragment Figure(FigureText figure, string? link) => LiveFigure.Of(figure, _marks.ChangesOf(figure, View.Key), link);

    private ReportTable ToTable() => new PanelTables(Text, Phrases, View.Key).Ranking(Shown.Question, Shown.Ranking);

    private string Draw() =>
        BarPicture.Draw(
            Shown.Question,
            [
                .. Shown
                    .Ranking.InPanelOrder.Take(Most)
                    .Select(r => new PictureBar(
                        r.Unit.IsOwn ? Phrases.OwnName(r.Unit.Name) : r.Unit.Name,
                        r.Value,
                        Phrases.Format.Value(Metric, r.Value)
                    )),
            ]
        );
}
