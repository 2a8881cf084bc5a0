using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Portal.Components;
using Portal.Domain.Metrics.Formulas;
using Portal.Live.Snapshots;
using Portal.Live.Views;
using Portal.Metrics;

namespace Portal.Live.Tiles;

/// <summary>The formatted content of a metric's tile.</summary>
public sealed class TileTexts
{
    private readonly MetricName _metric;
    private readonly LiveView _view;
    private readonly LiveSnapshot _snapshot;
    private readonly MetricPhrases _phrases;
    private readonly IStringLocalizer<MetricsText> _text;
    private readonly MetricValue _value;

    public TileTexts(
        MetricName metric,
        LiveView view,
        LiveSnapshot snapshot,
        MetricPhrases phrases,
        IStringLocalizer<MetricsText> text,
        TargetOptions targets
    )
    {
        (_metric, _view, _snapshot, _phrases, _text) = (metric, view, snapshot, phrases, text);
        Name = phrases.Name(metric);
        Link = (view.Address with { Page = metric }).ToUri();
        _value = ValueOf(metric);
        Figure = FigureText.Of(metric, view.Unit.Code, _value, phrases.Format);
        Definition = DefinitionTexts.Of(metric, view, phrases, _value, text);
        Parts = PartsText();
        Colour = $"color: var({MetricTraits.Of(metric).Colour})";
        Lines = Sparkline.Of([.. snapshot.Trend.Select(p => p.Figures is { } figures ? MetricFormulas.Of(metric, figures).Value : null)]);
        var previous = Move(snapshot.Previous, "against.previous");
        var year = Move(snapshot.YearBefore, "against.year");
        Moves = view.Address.Compare == MetricComparison.Previous ? MoveText.Html(previous, year) : MoveText.Html(year, previous);
        (Target, Verdict, Met) = TargetOf(targets.Of(metric));
        Also = [.. AlsoOf(metric).Select(also => AlsoText(also, targets.Of(also)))];
    }

    public string Name { get; }

    /// <summary>The URL of the metric's page.</summary>
    public string Link { get; }

    public FigureText Figure { get; }

    public bool Missing => _value.Value is null;

    public DefinitionTexts Definition { get; }

    public string Parts { get; }

    /// <summary>The colour style of the sparkline.</summary>
    public string Colour { get; }

    /// <summary>The points of the sparkline.</summary>
    public IReadOnlyList<string> Lines { get; }

    /// <summary>The changes against the previous period and the year before, the chosen comparison first.</summary>
    public MarkupString Moves { get; }

    /// <summary>Null when the metric has no target.</summary>
    public string? Target { get; }

    public string? Verdict { get; }

    public bool Met { get; }

    /// <summary>Related metrics shown on the same tile.</summary>
    public IReadOnlyList<AlsoText> Also { get; }

    private static IReadOnlyList<MetricName> AlsoOf(MetricName metric) =>
        metric switch
        {
            MetricName.Accepted => [MetricName.Backlog],
            MetricName.TimeRatio => [MetricName.PromisedTimeRatio],
            MetricName.Overdue => [MetricName.ZeroOverdueDays],
            MetricName.SatisfactionRatio => [MetricName.RatedRatio],
            MetricName.Closed
            or MetricName.Withdrawn
            or MetricName.NotAccepted
            or MetricName.Backlog
            or MetricName.CompletionRatio
            or MetricName.OnTheSpotRatio
            or MetricName.OverdueRatio
            or MetricName.PromisedTimeRatio
            or MetricName.SatisfiedRatio
            or MetricName.RatedRatio
            or MetricName.FlowRatio
            or MetricName.ZeroOverdueDays
            or MetricName.StationedRatio
            or MetricName.CompliantRatio
            or MetricName.Completeness
            or MetricName.Timeliness => [],
        };

    private AlsoText AlsoText(MetricName metric, decimal? target)
    {
        var value = ValueOf(metric);
        var figure = FigureText.Of(metric, _view.Unit.Code, value, _phrases.Format);
        if (target is not { } known)
            return new(_text[$"also.{metric}"], figure, null, "");
        var met = MetricPhrases.Meets(metric, value.Value, known);
        return new(
            _text[$"also.{metric}"],
            figure,
            $"{_phrases.Target(metric, known)} {met switch { true => "✓", false => "✕", null => "" }}",
            met switch
            {
                true => "good",
                false => "warning",
                null => "quiet",
            }
        );
    }

    private MoveText Move(FigureSet? before, string against)
    {
        var movement = Movement.Between(_metric, _snapshot.Current, before);
        return MoveText.Of(movement, _metric, _phrases, _text[against]);
    }

    private (string? Target, string? Verdict, bool Met) TargetOf(decimal? target)
    {
        if (target is not { } known)
            return default;
        var targetText = $"{_text["target"].Value} {_phrases.Target(_metric, known)}";
        // No verdict when nothing was due: then nothing could be overdue.
        if (_metric == MetricName.Overdue && _snapshot.CurrentOrZero.Cohort.Due == 0)
            return (targetText, null, false);
        return MetricPhrases.Meets(_metric, _value.Value, known) is { } met
            ? (targetText, $"{(met ? "✓" : "✕")} {VerdictOf(met, known)}", met)
            : (targetText, null, false);
    }

    // When a missed target and the value look equal after rounding, say how many records are missing.
    private string VerdictOf(bool met, decimal target)
    {
        if (met)
            return _text["target.met"];
        var roundsToTarget =
            MetricTraits.Of(_metric) is { IsRatio: true, HighIsBest: true }
            && !MetricsFormat.InDays(_metric)
            && _phrases.Format.Percent(_value.Value) == _phrases.Format.Percent(target);
        return roundsToTarget && _value is { Numerator: { } part, Denominator: { } whole }
            ? _text["target.missedBy", _phrases.Format.Count(Math.Ceiling((target * whole) - part))]
            : _text["target.missed"];
    }

    private string PartsText()
    {
        var cohort = _snapshot.CurrentOrZero.Cohort;
        return _metric switch
        {
            MetricName.Accepted => _text["parts.accepted", _phrases.Format.Count(cohort.Closed), _phrases.Format.Count(cohort.Open)],
            MetricName.Overdue => _text["parts.overdue", _phrases.Format.Count(cohort.Due), _phrases.Format.Count(cohort.OpenOverdue)],
            _ when Missing => _phrases.WhyMissing(_metric, _snapshot.Current),
            MetricName.TimeRatio => _text["parts.days", _phrases.Format.Parts(_metric, _value)],
            _ => _phrases.Format.Parts(_metric, _value),
        };
    }

    // Without records, counts are zero, and ratios and overdue counts have no value.
    private MetricValue ValueOf(MetricName metric) => MetricFormulas.Of(metric, _snapshot.CurrentOrZero);
}

/// <param name="Target">Null when there is none; else the target with its sign, and whether it is met.</param>
public sealed record AlsoText(string Label, FigureText Figure, string? Target, string Tone);

/// <summary>The parts of a text such as “较上期 ▲ 1.8 个百分点 改善”.</summary>
public sealed record MoveText(string Against, string Tone, string Text)
{
    public static MoveText Of(Movement movement, MetricName metric, MetricPhrases phrases, string against) =>
        new(
            against,
            movement.Sense switch
            {
                MovementSense.Better => "good",
                MovementSense.Worse => "warning",
                MovementSense.NoBase or MovementSense.Unchanged or MovementSense.Neutral => "quiet",
            },
            $"{phrases.Moved(movement, metric)} {phrases.Sense(movement)}"
        );

    public static MarkupString Html(MoveText first, MoveText second) =>
        SharedHtml.Of(
            $"""
            <span class="note">
              <span class="against">{first.Against}</span>
              <span class="{first.Tone}">{first.Text}</span>
            </span>
            <span class="note">
              <span class="against">{second.Against}</span>
              <span class="{second.Tone}">{second.Text}</span>
            </span>
            """
        );
}

/// <summary>The explanation of a metric, with the formula for the shown numbers.</summary>
public sealed record DefinitionTexts(string Id, string Ask, string Short, MarkupString Html)
{
    public static DefinitionTexts Of(
        MetricName metric,
        LiveView view,
        MetricPhrases phrases,
        MetricValue value,
        IStringLocalizer<MetricsText> text
    ) =>
        new(
            $"definition-{metric}",
            text["definition.of", phrases.Name(metric)],
            text["definition"],
            SharedHtml.Of(
                $"""
                <h3>{phrases.Name(metric)}</h3>
                <p>{text[$"definition.{metric}"].Value}</p>
                <p class="formula">{phrases.Formula(metric, value)}</p>
                <p class="quiet">{view.Unit.Name} · {phrases.Format.Period(view.Period)} · {text[$"counts.{view.Key.Basis}"].Value}</p>
                """
            )
        );
}
