using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Portal.Components;
using Portal.Domain.Metrics.Formulas;
using Portal.Domain.Organisation;
using Portal.Live.Snapshots;
using Portal.Live.Views;
using Portal.Metrics;

namespace Portal.Live.Comparison;

/// <summary>The formatted rows of the ranking panel.</summary>
public sealed class RankRows
{
    private readonly MetricName _metric;
    private readonly LiveView _view;
    private readonly MetricPhrases _phrases;
    private readonly IStringLocalizer<MetricsText> _text;
    private readonly decimal? _target;
    private readonly decimal _longest;
    private readonly LiveLinks _links;

    public RankRows(
        MetricName metric,
        LiveView view,
        LiveSnapshot snapshot,
        MetricPhrases phrases,
        IStringLocalizer<MetricsText> text,
        decimal? target
    )
    {
        (_metric, _view, _phrases, _text, _target) = (metric, view, phrases, text, target);
        _links = new(view, snapshot);
        var kinds = UnitRanking.Kinds(snapshot);
        Ranking = UnitRanking.Of(
            view.Address.Group is { } asked && kinds.Contains(asked) ? asked : FirstToCompare(kinds, snapshot),
            metric,
            snapshot
        );
        var known = Ranking.Known;
        _longest = known.Append(Ranking.Own?.Value ?? 0).Max();
        Question = text[$"rank.question.{metric}", text[$"kind.{Ranking.Kind}"]];
        Kinds =
            kinds.Count < 2
                ? []
                :
                [
                    .. kinds.Select(kind => new RankKind(
                        text[$"kind.{kind}"],
                        (view.Address with { Group = kind }).ToUri(),
                        kind == Ranking.Kind
                    )),
                ];
        Nothing = known.Count == 0 ? text[EmptyReason()].Value : null;
        Spread = known.Count == 0 ? [] : SpreadOf(known);
        Average = Length(Ranking.Average);
        Rows = known.Count == 0 ? [] : [.. Ranking.InPanelOrder.Select(Row)];
    }

    internal UnitRanking Ranking { get; }

    public string Question { get; }

    /// <summary>The kinds to choose from; empty when there is only one.</summary>
    public IReadOnlyList<RankKind> Kinds { get; }

    /// <summary>The reason why there is no ranking; null when there is one.</summary>
    public string? Nothing { get; }

    /// <summary>The metric's name, its target, the group's average, and the lowest and highest values.</summary>
    public IReadOnlyList<string> Spread { get; }

    /// <summary>The position of the average line, in per cent.</summary>
    public string Average { get; }

    public IReadOnlyList<RankRow> Rows { get; }

    // Streets may have no value of the metric where departments have.
    private UnitKind FirstToCompare(IReadOnlyList<UnitKind> kinds, LiveSnapshot snapshot) =>
        kinds.OrderByDescending(kind => UnitRanking.Of(kind, _metric, snapshot).Known.Count > 0).FirstOrDefault(UnitKind.Community);

    private IReadOnlyList<string> SpreadOf(IReadOnlyList<decimal> known)
    {
        var texts = new List<string> { _phrases.Name(_metric) };
        if (_target is { } target && MetricTraits.Of(_metric).IsRatio)
            texts.Add($"{_text["target"].Value} {_phrases.Target(_metric, target)}");
        texts.Add(_text["rank.average", _phrases.Format.Value(_metric, Ranking.Average)]);
        texts.Add(_text["rank.spread", _phrases.Format.Value(_metric, known.Min()), _phrases.Format.Value(_metric, known.Max())]);
        return texts;
    }

    // No units to compare, units without a record, or records to which the metric does not apply.
    private string EmptyReason() =>
        Ranking.Units switch
        {
            { Count: 0 } => "rank.empty",
            var units when units.Any(u => u.Unit.Current is not null) => "rank.notApplicable",
            _ => "rank.unrecorded",
        };

    private RankRow Row(Ranked<RankedUnit> ranked)
    {
        var (place, unit, value) = ranked;
        var moved = Movement.Between(_metric, unit.Current, unit.Previous);
        var mark = unit.IsOwn ? null : Ranking.MarkOf(value, _target);
        return new(
            unit.Code,
            unit.IsOwn ? _phrases.OwnName(unit.Name) : unit.Name,
            place is not null,
            SharedHtml.Of($"<span class=\"place\">{place?.ToString(CultureInfo.CurrentCulture) ?? MetricsFormat.Missing}</span>"),
            unit.CanOpen ? (_view.Address with { Unit = unit.Code, Group = null }).ToUri() : null,
            $"width: {Length(value)}; background: var({MetricTraits.Of(_metric).Colour})",
            unit.Current is null ? null : FigureText.Of(_metric, unit.Code, MetricFormulas.Of(_metric, unit.Current), _phrases.Format),
            value is null ? null : _links.Numerator(_links.Of(unit), _metric),
            SharedHtml.Of(
                $"""
                <span class="mark">{MarkHtml(mark)}</span>
                <span class="move {moved.Sense switch
                {
                    MovementSense.Better => "good",
                    MovementSense.Worse => "warning",
                    MovementSense.NoBase or MovementSense.Unchanged or MovementSense.Neutral => "quiet",
                }}" title="{_text["against.previous"].Value}">{Arrow(moved)}</span>
                """
            )
        );
    }

    private MarkupString MarkHtml(RankMark? mark) =>
        mark is not { } known
            ? default
            : SharedHtml.Of(
                $"""
                <span class="{(mark == RankMark.MissesTarget ? "warning" : "quiet")}">{SignOf(known)} {_text[
                    $"rank.mark.{mark}"
                ].Value}</span>
                """
            );

    private static string SignOf(RankMark mark) =>
        mark switch
        {
            RankMark.MissesTarget => "✕",
            RankMark.BelowAverage => "↓",
            RankMark.AboveAverage => "↑",
        };

    // A bar's length in per cent of the longest one; bars begin at zero.
    private string Length(decimal? value) =>
        string.Create(CultureInfo.InvariantCulture, $"{(_longest > 0 && value > 0 ? 100 * value.Value / _longest : 0):0.##}%");

    private string Arrow(Movement moved) =>
        moved is { Sense: not (MovementSense.NoBase or MovementSense.Unchanged) }
            ? (moved.Difference > 0 ? "▲ " : "▼ ") + Amount(moved.Difference!.Value)
            : "";

    private string Amount(decimal difference)
    {
        if (!MetricTraits.Of(_metric).IsRatio)
            return _phrases.Format.Count(Math.Abs(difference));
        var smallest = _phrases.Format.SmallestPoint;
        return Math.Abs(difference) * 100 < smallest / 2 ? $"<{smallest}" : _phrases.Format.Points(difference);
    }
}

/// <summary>A kind of units to choose for the ranking.</summary>
public sealed record RankKind(string Name, string Link, bool Chosen);

/// <param name="Placed">False for a unit without a rank.</param>
/// <param name="PlaceHtml">The rank, or a dash.</param>
/// <param name="Link">Null when the unit has no live page.</param>
/// <param name="Figure">Null when the unit has no record.</param>
/// <param name="Records">Where the figure and its bar open; null for what counts no records.</param>
/// <param name="MarksHtml">The warning mark, and the change against the previous period.</param>
public sealed record RankRow(
    string Code,
    string Name,
    bool Placed,
    MarkupString PlaceHtml,
    string? Link,
    string Bar,
    FigureText? Figure,
    string? Records,
    MarkupString MarksHtml
);
