using Microsoft.AspNetCore.Components;
using Portal.Domain.Metrics.Formulas;
using Portal.Exports;
using Portal.Live.Views;

namespace Portal.Live.Panels;

/// <summary>The items that used the most time, against their statutory limits, and those that changed most.</summary>
public sealed partial class ItemPanel
{
    [Parameter]
    public string Class { get; set; } = "";

    /// <summary>The number of items listed.</summary>
    [Parameter]
    public int Rows { get; set; } = 8;

    [Parameter, EditorRequired]
    public required LiveView View { get; set; }

    protected override object Key => (Rows, View.Address);

    protected override ItemRows Make() => new(View, Snapshot, Phrases, Text, Rows);

    private static RenderFragment Linked(LinkedText number) => LinkedTexts.Of(number);

    private ReportTable ToTable() =>
        new PanelTables(Text, Phrases, Snapshot.Key).Items(Text["items.question"], Shown.Timed.Concat(Snapshot.Items.Except(Shown.Timed)));

    private string Draw() =>
        BarPicture.Draw(
            Text["items.question"],
            [
                .. Shown
                    .Timed.Take(Rows)
                    .Select(i => (i.Name, MetricFormulas.Of(MetricName.TimeRatio, i.Current).Value))
                    .Select(i => new PictureBar(i.Name, i.Value, Phrases.Format.Percent(i.Value))),
            ]
        );
}
