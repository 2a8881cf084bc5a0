using Portal.Domain.Metrics.Formulas;
using Portal.Navigation;

namespace Portal.Metrics;

/// <summary>A metric's value formatted for a page, with its numerator and denominator.</summary>
/// <param name="Metric">The metric's name in URLs.</param>
/// <param name="Unit">The unit's code.</param>
/// <param name="Numerator">Empty when there is none, as is the denominator.</param>
/// <param name="Number">The number without the per cent sign.</param>
/// <param name="Percent">The per cent sign; empty for a count.</param>
public sealed record FigureText(string Metric, string Unit, string Numerator, string Denominator, string Number, string Percent)
{
    public static FigureText Of(MetricName metric, string unit, MetricValue value, MetricsFormat format)
    {
        var text = format.Value(metric, value.Value);
        return new(
            UrlNames.Of(metric),
            unit,
            MetricsFormat.Plain(value.Numerator),
            MetricsFormat.Plain(value.Denominator),
            text.TrimEnd('%'),
            text.EndsWith('%') ? "%" : ""
        );
    }
}

/// <summary>Counts the changes of the figures of one panel, to mark those that change while the same view is open.</summary>
internal sealed class FigureMarks
{
    private readonly Dictionary<(string Metric, string Unit), (string Number, int Changes)> _shown = [];
    private object? _scope;

    /// <summary>The number of changes since the view opened, including this one. A new scope starts at 0.</summary>
    public int ChangesOf(FigureText figure, object scope)
    {
        if (!scope.Equals(_scope))
            _shown.Clear();
        _scope = scope;
        var key = (figure.Metric, figure.Unit);
        var changes = _shown.TryGetValue(key, out var before) ? before.Changes + (before.Number == figure.Number ? 0 : 1) : 0;
        _shown[key] = (figure.Number, changes);
        return changes;
    }
}
