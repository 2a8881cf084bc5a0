using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Options;
using Portal.Domain.Metrics;
using Portal.Domain.Organisation;
using Portal.Exports;
using Portal.Live;

namespace Portal.Metrics;

/// <summary>Like units ranked by a metric: bars from zero, the group's own figure as a line across them, a click leads one level down.</summary>
public sealed partial class RankPanel
{
    private IReadOnlyList<UnitKind> _kinds = [];
    private UnitRanking _ranking = default!;
    private decimal _longest;

    [Parameter, EditorRequired] public required MetricName Metric { get; set; }

    [Parameter, EditorRequired] public required LiveView View { get; set; }

    [Parameter, EditorRequired] public required LiveSnapshot Snapshot { get; set; }

    [Parameter, EditorRequired] public required MetricPhrases Phrases { get; set; }

    [Parameter] public string Class { get; set; } = "";

    [Inject] private IOptions<TargetOptions> Targets { get; set; } = default!;

    private decimal? Target => Targets.Value.Of(Metric);

    protected override void OnParametersSet()
    {
        _kinds = UnitRanking.Kinds(Snapshot);
        _ranking = UnitRanking.Of(View.Address.Group is { } asked && _kinds.Contains(asked) ? asked : FirstToCompare(), Metric, Snapshot);
        _longest = _ranking.Known.DefaultIfEmpty(0).Max();
    }

    // Streets may have nothing the metric speaks of where departments do.
    private UnitKind FirstToCompare() => _kinds
        .OrderByDescending(kind => UnitRanking.Of(kind, Metric, Snapshot).Known.Count > 0)
        .FirstOrDefault(UnitKind.Community);

    private string Question => Text[$"rank.question.{Metric}", Text[$"kind.{_ranking.Kind}"]];

    private ReportTable ToTable() => new PanelTables(Text, Phrases, View.Key).Ranking(Question, _ranking);

    private string Draw() => BarPicture.Draw(Question, [.. _ranking.AsAsked.Select(r => new PictureBar(r.Unit.Name, r.Value, Phrases.Format.Value(Metric, r.Value)))]);

    // A bar's length as a share of the longest one: zero is where bars begin.
    private string Css(decimal? value) =>
        string.Create(CultureInfo.InvariantCulture, $"{(_longest > 0 && value > 0 ? 100 * value.Value / _longest : 0):0.##}%");

    private Movement Moved(RankedUnit unit) => Movement.Between(Metric, unit.Current, unit.Previous);

    private string Arrow(RankedUnit unit) => Moved(unit) is { Sense: not (MovementSense.NoBase or MovementSense.Unchanged) } moved
        ? (moved.Difference > 0 ? "▲ " : "▼ ") + Amount(moved.Difference!.Value)
        : "";

    private string Amount(decimal difference)
    {
        if (!MetricTraits.Of(Metric).IsRatio) return Phrases.Format.Count(Math.Abs(difference));
        var smallest = Phrases.Format.SmallestPoint;
        return Math.Abs(difference) * 100 < smallest / 2 ? $"<{smallest}" : Phrases.Format.Points(difference);
    }

    // No units to compare, units without a record, or records the metric does not speak of.
    private string Nothing => _ranking.Units switch
    {
        { Count: 0 } => "rank.empty",
        var units when units.Any(u => u.Unit.Current is not null) => "rank.notApplicable",
        _ => "rank.unrecorded",
    };

    private string Tone(RankedUnit unit) => Moved(unit).Sense switch
    {
        MovementSense.Better => "good",
        MovementSense.Worse => "warning",
        _ => "quiet",
    };
}
