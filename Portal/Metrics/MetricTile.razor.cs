using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Options;
using Portal.Domain.Metrics;
using Portal.Live;

namespace Portal.Metrics;

/// <summary>One figure of the first row: its parts, how it moved, its target and its shape over time.</summary>
public sealed partial class MetricTile
{
    [Parameter, EditorRequired] public required MetricName Metric { get; set; }

    [Parameter, EditorRequired] public required LiveView View { get; set; }

    [Parameter, EditorRequired] public required LiveSnapshot Snapshot { get; set; }

    [Parameter, EditorRequired] public required MetricPhrases Phrases { get; set; }

    [Inject] private IOptions<TargetOptions> TargetOptions { get; set; } = default!;

    private TargetOptions Targets => TargetOptions.Value;

    private decimal? Target => Targets.Of(Metric);

    private MetricValue Value => ValueOf(Metric);

    private bool Missing => Value.Value is null;

    // Nothing fell overdue where nothing was due: that is no merit.
    private bool? Met => Target is { } target && !(Metric == MetricName.Overdue && Snapshot.CurrentOrZero.Cohort.Due == 0)
        ? MetricPhrases.Meets(Metric, Value.Value, target)
        : null;

    /// <summary>The figures that belong to the same thought.</summary>
    private IReadOnlyList<MetricName> Also => Metric switch
    {
        MetricName.Accepted => [MetricName.Backlog],
        MetricName.TimeRatio => [MetricName.PromisedTimeRatio],
        MetricName.Overdue => [MetricName.ZeroOverdueDays],
        MetricName.SatisfactionRatio => [MetricName.RatedRatio],
        _ => [],
    };

    private IReadOnlyList<decimal?> Line =>
        [.. Snapshot.Trend.Select(p => p.Figures is { } figures ? MetricFormulas.Of(Metric, figures).Value : null)];

    private (Movement Movement, string Against) First => View.Address.Compare == MetricComparison.Previous ? AgainstPrevious : AgainstYear;

    private (Movement Movement, string Against) Second => View.Address.Compare == MetricComparison.Previous ? AgainstYear : AgainstPrevious;

    private (Movement Movement, string Against) AgainstPrevious => (Movement.Between(Metric, Snapshot.Current, Snapshot.Previous), Text["against.previous"]);

    private (Movement Movement, string Against) AgainstYear => (Movement.Between(Metric, Snapshot.Current, Snapshot.YearBefore), Text["against.year"]);

    // A share that rounds to its target says how many records it is short of it.
    private string Verdict(bool met, decimal target)
    {
        if (met) return Text["target.met"];
        var roundsToTarget = MetricTraits.Of(Metric) is { IsRatio: true, HighIsBest: true } && !MetricsFormat.InDays(Metric)
            && Phrases.Format.Percent(Value.Value) == Phrases.Format.Percent(target);
        return roundsToTarget && Value is { Numerator: { } part, Denominator: { } whole }
            ? Text["target.missedBy", Phrases.Format.Count(Math.Ceiling((target * whole) - part))]
            : Text["target.missed"];
    }

    private string PartsText
    {
        get
        {
            var cohort = Snapshot.CurrentOrZero.Cohort;
            return Metric switch
            {
                MetricName.Accepted => Text["parts.accepted", Phrases.Format.Count(cohort.Closed), Phrases.Format.Count(cohort.Open)],
                MetricName.Overdue => Text["parts.overdue", Phrases.Format.Count(cohort.Due), Phrases.Format.Count(cohort.OpenOverdue)],
                _ when Missing => Phrases.WhyMissing(Metric, Snapshot.Current),
                MetricName.TimeRatio => Text["parts.days", Phrases.Format.Parts(Metric, Value)],
                _ => Phrases.Format.Parts(Metric, Value),
            };
        }
    }

    // Without a record the count is a plain zero, but nothing can be said of ratios, nor of what is overdue.
    private MetricValue ValueOf(MetricName metric) => MetricFormulas.Of(metric, Snapshot.CurrentOrZero);
}
