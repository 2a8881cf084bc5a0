using System.Globalization;
using System.Resources;
using Portal.Domain.Metrics.Formulas;
using Portal.Metrics;

namespace Portal.Tests.Metrics;

/// <summary>Keys of a metric's texts are put together from its name, so no compiler sees one that is missing.</summary>
public sealed class MetricTextsTests
{
    private static readonly ResourceManager s_pages = new(typeof(MetricsText));
    private static readonly ResourceManager s_reports = new(
        "Portal.Domain.Reports.Monthly.Wording.ReportText",
        typeof(MetricName).Assembly
    );

    public static MatrixTheoryData<MetricName, string> Metrics => new(Enum.GetValues<MetricName>(), ["", "zh-CN"]);

    [Theory, MemberData(nameof(Metrics))]
    public void Metric_HasItsTexts(MetricName metric, string language)
    {
        var culture = CultureInfo.GetCultureInfo(language);
        // No fallback to English: the set of this very language.
        var pages = s_pages.GetResourceSet(culture, createIfNotExists: true, tryParents: false)!;
        var reports = s_reports.GetResourceSet(culture, createIfNotExists: true, tryParents: false)!;
        var missing = new[] { "metric", "question", "definition", "formula", "rank.question" }
            .Select(kind => $"{kind}.{metric}")
            .Where(key => string.IsNullOrWhiteSpace(pages.GetString(key)));
        Assert.Empty(missing);
        Assert.False(string.IsNullOrWhiteSpace(reports.GetString($"metric.{metric}")), "The report has no name for it.");
    }
}
