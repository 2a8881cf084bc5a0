using Microsoft.AspNetCore.Components;
using Portal.Domain.Metrics;

namespace Portal.Metrics;

/// <summary>A metric's value on a page, with its parts as attributes.</summary>
public sealed partial class LiveFigure
{
    private string? _shownText;
    private string? _shownUnit;
    private int _changes;

    [Parameter, EditorRequired] public required MetricName Metric { get; set; }

    /// <summary>The unit's code.</summary>
    [Parameter, EditorRequired] public required string Unit { get; set; }

    [Parameter, EditorRequired] public required MetricValue Value { get; set; }

    [Parameter, EditorRequired] public required MetricsFormat Format { get; set; }

    /// <summary>What is shown belongs to this view: going to another one is no change of a figure.</summary>
    [Parameter] public object? Scope { get; set; }

    private string Text => Format.Value(Metric, Value.Value);

    private string Number => Text.TrimEnd('%');

    private string Percent => Text.EndsWith('%') ? "%" : "";

    protected override void OnParametersSet()
    {
        var scope = $"{Unit} {Scope} {Metric}";
        if (_shownText is not null && _shownText != Text && _shownUnit == scope) _changes++;
        (_shownText, _shownUnit) = (Text, scope);
    }
}
