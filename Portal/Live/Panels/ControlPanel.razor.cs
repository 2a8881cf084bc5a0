using System.Globalization;
using Microsoft.AspNetCore.Components;
using Portal.Charts;
using Portal.Domain.Metrics.Control;
using Portal.Domain.Metrics.Formulas;
using Portal.Domain.Records;
using Portal.Live.Snapshots;
using Portal.Live.Views;
using Portal.Metrics;

namespace Portal.Live.Panels;

/// <summary>The control chart of a metric: the months of the unit's own history, and which of them are no ordinary variation.</summary>
public sealed partial class ControlPanel : ComponentBase
{
    private ControlChart? _chart;
    private ChartModel? _model;
    private string _sentences = "";
    private Asked? _asked;

    /// <summary>What the shown chart was read for.</summary>
    private sealed record Asked(int UnitId, RecordStream Stream, MetricName Metric, DateOnly Until, long Minute);

    [Parameter, EditorRequired]
    public required MetricName Metric { get; set; }

    [Parameter, EditorRequired]
    public required LiveView View { get; set; }

    [Parameter, EditorRequired]
    public required LiveSnapshot Snapshot { get; set; }

    [Parameter, EditorRequired]
    public required MetricPhrases Phrases { get; set; }

    [Parameter]
    public string Class { get; set; } = "";

    protected override async Task OnParametersSetAsync()
    {
        // Ended months change seldom, snapshots with every case: read at most once a minute.
        var minute = Snapshot.ReadAt.UtcTicks / TimeSpan.TicksPerMinute;
        var asked = new Asked(View.Key.UnitId, View.Key.Stream, Metric, View.Period.To, minute);
        if (asked == _asked)
            return;
        _asked = asked;
        var chart = await Opening.ReadAsync(
            "control",
            async () => await Charts.ReadAsync(await CurrentActor.GetAsync(), asked.UnitId, asked.Stream, asked.Metric, asked.Until)
        );
        if (asked != _asked)
            return; // the user went on meanwhile
        _chart = chart;
        (_model, _sentences) = chart.Xmr is { } xmr ? (ModelOf(chart, xmr), Sentences(chart, xmr)) : (null, "");
    }

    private ChartModel ModelOf(ControlChart chart, XmrChart xmr)
    {
        var traits = MetricTraits.Of(Metric);
        return new()
        {
            Kind = ChartKind.Line,
            Question = Text["control.question"],
            Format = traits.IsRatio ? ChartFormat.Percent : ChartFormat.Count,
            Steps = [.. chart.Months.Select((m, i) => new ChartStep(LabelOf(m, i, chart.Months.Count), Phrases.Format.Month(m.Month)))],
            Series =
            [
                Line("control.upper", "--metric-overdue", xmr.Upper),
                Line("control.mean", "--compare", xmr.Mean),
                Line("control.lower", "--metric-overdue", xmr.Lower),
                new(Phrases.Name(Metric), traits.Colour, [.. chart.Months.Select(m => ValueOf(m.Value))], LabelsLast: true),
            ],
        };

        ChartSeries Line(string name, string colour, decimal value) =>
            new(Text[name], colour, [.. chart.Months.Select(_ => ValueOf(value))], Dashed: true);
    }

    private ChartValue ValueOf(decimal? value) => new(value, Phrases.Format.Value(Metric, value));

    private string LabelOf(ControlMonth month, int index, int count)
    {
        var every = ((count - 1) / TrendModel.MostLabels) + 1;
        return index % every == 0 ? Phrases.Format.ShortMonth(month.Month) : "";
    }

    private string Sentences(ControlChart chart, XmrChart xmr)
    {
        var signals = chart
            .Months.Where(m => m.Signals != ControlSignals.None)
            .Select(m => Text["control.signal", Phrases.Format.Month(m.Month), ReasonsOf(m.Signals)].Value)
            .ToList();
        string?[] sentences =
        [
            Text["control.band", xmr.Count, Value(xmr.Mean), Value(xmr.Lower), Value(xmr.Upper)],
            xmr.IsTrial ? Text["control.trial", XmrChart.FewestValues].Value : null,
            signals.Count == 0 ? Text["control.none"] : Text["control.signals", string.Join(Text["control.join"], signals)],
        ];
        var space = CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "zh" ? "" : " ";
        return string.Join(space, sentences.OfType<string>());
    }

    private string Value(decimal value) => Phrases.Format.Value(Metric, value);

    private string ReasonsOf(ControlSignals signals) =>
        string.Join(
            Text["control.and"],
            Enum.GetValues<ControlSignals>()
                .Where(signal => signal != ControlSignals.None && signals.HasFlag(signal))
                .Select(signal => Text[$"control.signal.{signal}"].Value)
        );
}
