using Microsoft.AspNetCore.Components;
using Portal.Domain.Metrics;

namespace Portal.Metrics;

/// <summary>How a figure moved, and whether that is good.</summary>
public sealed partial class MovementNote
{
    [Parameter, EditorRequired] public required Movement Movement { get; set; }

    [Parameter, EditorRequired] public required MetricName Metric { get; set; }

    [Parameter, EditorRequired] public required MetricPhrases Phrases { get; set; }

    /// <summary>What it is compared with.</summary>
    [Parameter, EditorRequired] public required string Against { get; set; }

    private string Tone => Movement.Sense switch
    {
        MovementSense.Better => "good",
        MovementSense.Worse => "warning",
        _ => "quiet",
    };
}
