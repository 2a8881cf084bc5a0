using Microsoft.AspNetCore.Components;
using Portal.Domain.Metrics;

namespace Portal.Metrics;

/// <summary>A metric's value on a page, with its parts as attributes.</summary>
public sealed partial class LiveFigure
{
    private (MetricName Metric, string Unit, object? Scope) _of;
    private MetricValue _value;
    private string? _text;
    private int _changes;
    private bool _stale;

    [Parameter, EditorRequired] public required MetricName Metric { get; set; }

    /// <summary>The unit's code.</summary>
    [Parameter, EditorRequired] public required string Unit { get; set; }

    [Parameter, EditorRequired] public required MetricValue Value { get; set; }

    [Parameter, EditorRequired] public required MetricsFormat Format { get; set; }

    /// <summary>What is shown belongs to this view: going to another one is no change of a figure.</summary>
    [Parameter] public object? Scope { get; set; }

    private string Number => _text!.TrimEnd('%');

    private string Percent => _text!.EndsWith('%') ? "%" : "";

    protected override void OnParametersSet()
    {
        var of = (Metric, Unit, Scope);
        var same = of == _of;
        if (_text is not null && same && Value == _value) return;
        var text = Format.Value(Metric, Value.Value);
        if (_text is not null && _text != text && same) _changes++;
        (_of, _value, _text, _stale) = (of, Value, text, true);
    }

    protected override bool ShouldRender()
    {
        if (!_stale) return false;
        _stale = false;
        return true;
    }
}
