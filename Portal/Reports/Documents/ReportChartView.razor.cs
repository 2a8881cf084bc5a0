using System.Globalization;
using Microsoft.AspNetCore.Components;
using Portal.Charts;
using Portal.Exports;

namespace Portal.Reports.Documents;

/// <summary>A report's chart, drawn from its table: horizontal bars as HTML, columns and lines by the chart library.</summary>
public sealed partial class ReportChartView
{
    private ReportBars? _bars;
    private ChartModel? _model;

    [Parameter, EditorRequired]
    public required ReportChart Chart { get; set; }

    [Parameter, EditorRequired]
    public required ReportTable Table { get; set; }

    [Parameter, EditorRequired]
    public required CultureInfo Culture { get; set; }

    private string Id => $"chart-{Chart.Code}";

    private static string Style(ReportBarPart part, string colour) =>
        $"inset-inline-start: {ReportBars.Css(part.Start)}; width: {ReportBars.Css(part.Length)}; --colour: var({colour})";

    /// <summary>The bars of the first series, as a standalone SVG.</summary>
    private string Draw()
    {
        var plot = ReportPlot.From(Chart, Table, Culture);
        return BarPicture.Draw(Chart.Title, [.. plot.Points.Select(p => new PictureBar(p.Name, p.Values[0], p.Texts[0]))]);
    }

    protected override void OnParametersSet()
    {
        var plot = ReportPlot.From(Chart, Table, Culture);
        (_bars, _model) =
            !plot.HasValues ? (null, null)
            : Chart.Kind == ReportChartKind.Bar ? (ReportBars.From(plot), null)
            : ((ReportBars?)null, plot.ToModel(label => Text["chart.reference", label]));
    }
}
