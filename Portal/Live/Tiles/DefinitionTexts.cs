using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Portal.Components;
using Portal.Domain.Metrics.Formulas;
using Portal.Live.Views;
using Portal.Metrics;

namespace Portal.Live.Tiles;

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
