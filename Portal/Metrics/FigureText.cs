using Portal.Domain.Metrics.Formulas;
using Portal.Domain.Organisation;
using Portal.Navigation;

namespace Portal.Metrics;

/// <summary>A metric's value as a page writes it, with its parts.</summary>
/// <param name="Metric">Its name in addresses.</param>
/// <param name="Unit">The unit's code.</param>
/// <param name="Numerator">Empty when there is none; so is the denominator.</param>
/// <param name="Number">Without its sign.</param>
/// <param name="Percent">The sign; empty for a count.</param>
public sealed record FigureText(string Metric, string Unit, string Numerator, string Denominator, string Number, string Percent)
{
    public static FigureText Of(MetricName metric, string unit, MetricValue value, MetricsFormat format)
    {
        var text = format.Value(metric, value.Value);
        return new(
            AddressWords.Of(metric),
            unit,
            MetricsFormat.Plain(value.Numerator),
            MetricsFormat.Plain(value.Denominator),
            text.TrimEnd('%'),
            text.EndsWith('%') ? "%" : ""
        );
    }
}

/// <summary>Remembers the figures of one open panel: one that changes in place is marked, one of another view is not.</summary>
internal sealed class FigureMarks
{
    private readonly Dictionary<(string Metric, string Unit), (string Number, int Changes)> _shown = [];
    private object? _scope;

    /// <summary>How often the figure changed since the view was opened, this time included.</summary>
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
