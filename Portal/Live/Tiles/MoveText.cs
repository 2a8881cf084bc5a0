using Microsoft.AspNetCore.Components;
using Portal.Components;
using Portal.Domain.Metrics.Formulas;
using Portal.Metrics;

namespace Portal.Live.Tiles;

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
