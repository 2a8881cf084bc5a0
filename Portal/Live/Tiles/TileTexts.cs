using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Portal.Domain.Metrics.Formulas;
using Portal.Domain.Records.Lists;
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
    private readonly LiveLinks _links;

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
        _links = new(view, snapshot);
        Name = phrases.Name(metric);
        Link = (view.Address with { Page = metric }).ToUri();
        _value = ValueOf(metric);
        Figure = FigureText.Of(metric, view.Unit.Code, _value, phrases.Format);
        Definition = DefinitionTexts.Of(metric, view, phrases, _value, text);
        Parts = PartsText();
        Records = _value.Denominator is null && !Missing ? _links.Numerator(_links.Whole, metric) : null;
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

    /// <summary>Numerator and denominator, each opening its records, or the reason why there is no value.</summary>
    public IReadOnlyList<LinkedText> Parts { get; }

    /// <summary>Where the figure of a count opens; null for a ratio, whose parts open, and for what counts no records.</summary>
    public string? Records { get; }

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
            or MetricName.Timeliness
            or MetricName.CardsIssued
            or MetricName.CardsAnsweredRatio
            or MetricName.RectifiedRatio
            or MetricName.CampaignRatio
            or MetricName.ReviewsMendedRatio => [],
        };

    private AlsoText AlsoText(MetricName metric, decimal? target)
    {
        var value = ValueOf(metric);
        var figure = FigureText.Of(metric, _view.Unit.Code, value, _phrases.Format);
        var records = value.Value is null ? null : _links.Numerator(_links.Whole, metric);
        if (target is not { } known)
            return new(_text[$"also.{metric}"], figure, records, null, "");
        var met = MetricPhrases.Meets(metric, value.Value, known);
        return new(
            _text[$"also.{metric}"],
            figure,
            records,
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

    private IReadOnlyList<LinkedText> PartsText()
    {
        var cohort = _snapshot.CurrentOrZero.Cohort;
        if (_metric == MetricName.Accepted)
            return LinkedText.Fill(
                _text["parts.accepted"],
                Count(cohort.Closed, RecordMeasure.Closed),
                Count(cohort.Open, RecordMeasure.Open)
            );
        if (_metric == MetricName.Overdue)
            return LinkedText.Fill(
                _text["parts.overdue"],
                Count(cohort.Due, RecordMeasure.Due),
                Count(cohort.OpenOverdue, RecordMeasure.OpenOverdue)
            );
        if (Missing)
            return [new(_phrases.MissingReason(_metric, _snapshot.Current), null)];
        if (_value is not { Numerator: { } numerator, Denominator: { } denominator })
            return [];
        LinkedText above = new(Amount(numerator), _links.Numerator(_links.Whole, _metric));
        LinkedText below = new(Amount(denominator), _links.Denominator(_links.Whole, _metric));
        return _metric == MetricName.TimeRatio
            ? LinkedText.Fill(_text["parts.days", "{0} / {1}"], above, below)
            : LinkedText.Fill("{0} / {1}", above, below);
    }

    private LinkedText Count(long count, RecordMeasure measure) => new(_phrases.Format.Count(count), _links.Measure(_links.Whole, measure));

    private string Amount(decimal amount) => MetricsFormat.InDays(_metric) ? _phrases.Format.Days(amount) : _phrases.Format.Count(amount);

    // Without records, counts are zero, and ratios and overdue counts have no value.
    private MetricValue ValueOf(MetricName metric) => MetricFormulas.Of(metric, _snapshot.CurrentOrZero);
}

/// <param name="Records">Where the figure opens; null for what counts no records.</param>
/// <param name="Target">Null when there is none; else the target with its sign, and whether it is met.</param>
public sealed record AlsoText(string Label, FigureText Figure, string? Records, string? Target, string Tone);
