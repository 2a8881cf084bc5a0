using Microsoft.AspNetCore.Components;
using Portal.Domain.Metrics.Formulas;
using Portal.Live.Views;

namespace Portal.Live.Comparison;

/// <summary>A heat map of units by months: a deeper colour is a higher value; a missing value is a dash.</summary>
public sealed partial class HeatPanel
{
    [Parameter, EditorRequired]
    public required MetricName Metric { get; set; }

    [Parameter, EditorRequired]
    public required LiveView View { get; set; }

    [Parameter]
    public string Class { get; set; } = "";

    protected override object Key => (Metric, View.Address);

    protected override HeatRows Make() => new(Metric, View, Snapshot, Phrases, Text);

    private ReportTable ToTable() =>
        new PanelTables(Text, Phrases, View.Key).Heat(Shown.Question, Metric, Shown.Units, Snapshot.HeatMonths);
}
