using System.Text.Json;
using Portal.Domain.Metrics.Formulas;
using Portal.Domain.Reports.Monthly.Inputs;

namespace Portal.Domain.Reports.Monthly.Wording;

/// <summary>The single texts of a report, by their names in templates.</summary>
internal sealed class ReportFields(ReportWords words, ReportData data)
{
    private static readonly MetricName[] s_counts =
    [
        MetricName.Accepted,
        MetricName.Closed,
        MetricName.Overdue,
        MetricName.Withdrawn,
        MetricName.NotAccepted,
        MetricName.Backlog,
    ];

    private static readonly MetricName[] s_shares =
    [
        MetricName.CompletionRatio,
        MetricName.OnTheSpotRatio,
        MetricName.OverdueRatio,
        MetricName.TimeRatio,
        MetricName.SatisfactionRatio,
        MetricName.SatisfiedRatio,
        MetricName.RatedRatio,
        MetricName.FlowRatio,
    ];

    /// <summary>
    /// For every stream: <c>cases.accepted</c>, and of a share also its parts, <c>cases.onTheSpotRatio.numerator</c> and
    /// <c>….denominator</c>.
    /// </summary>
    public IReadOnlyDictionary<string, string> All()
    {
        var fields = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["unit"] = data.UnitName,
            ["unitCode"] = data.Key.Unit,
            ["period"] = words.Period(data.Key),
            ["from"] = words.Month(data.Key.From),
            ["to"] = words.Month(data.Key.To),
            ["lastDay"] = words.Day(data.Key.Period.To),
            ["title"] = words.Say("title", data.UnitName),
            ["issuer"] = words.Say("issuer", data.IssuerName),
            ["items"] = words.Count(data.Catalogue.Items),
            ["promisedTimeRatio"] = words.Percent(data.Catalogue.Promised[0].Ratio.Value, 1),
            ["unitsWithPowers"] = words.Count(data.Catalogue.UnitsWithPowers),
            ["approvalUnits"] = words.Count(data.Catalogue.ApprovalUnits),
            ["stationed"] = words.Count(data.Catalogue.Stationed),
            ["zeroOverdueDays"] = words.Count(data.Appeals.Total.NowOrZero.ZeroOverdueDays),
        };
        Add(fields, "cases", data.Cases);
        Add(fields, "appeals", data.Appeals);
        return fields;
    }

    private void Add(SortedDictionary<string, string> fields, string prefix, StreamData stream)
    {
        var decimals = ReportWords.Decimals(stream.Stream);
        foreach (var metric in s_counts)
            fields[Name(prefix, metric)] = words.Count(stream.Total.Of(metric).Value);
        foreach (var metric in s_shares)
        {
            var value = stream.Total.Of(metric);
            fields[Name(prefix, metric)] = words.Percent(value.Value, decimals);
            fields[Name(prefix, metric) + ".numerator"] = words.Number(value.Numerator ?? 0);
            fields[Name(prefix, metric) + ".denominator"] = words.Number(value.Denominator ?? 0);
        }
    }

    private static string Name(string prefix, MetricName metric) => $"{prefix}.{JsonNamingPolicy.CamelCase.ConvertName(metric.ToString())}";
}
