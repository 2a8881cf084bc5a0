using Microsoft.AspNetCore.WebUtilities;
using Portal.Domain.Metrics.Formulas;
using Portal.Domain.Metrics.Reading;
using Portal.Domain.Organisation;
using Portal.Domain.Records;
using Portal.Domain.Reports.CustomTables;
using Portal.Domain.Reports.Monthly.Inputs;
using Portal.Domain.Reports.Subscriptions;
using Portal.Domain.Shared;
using Portal.Navigation;

namespace Portal.Reports.CustomTables;

/// <summary>The query of a custom table as an address; the only place that reads and writes such addresses.</summary>
public static class TableAddress
{
    /// <summary>The default query for a unit and months.</summary>
    private static readonly MetricName[] s_metrics =
    [
        MetricName.Accepted,
        MetricName.Closed,
        MetricName.CompletionRatio,
        MetricName.OnTheSpotRatio,
        MetricName.SatisfactionRatio,
    ];

    /// <summary>Reads a query; missing and wrong values take their default.</summary>
    /// <param name="uri">The address.</param>
    /// <param name="unit">The default unit.</param>
    /// <param name="month">The default last month; January of its year is the first.</param>
    public static TableQuery Parse(string uri, string unit, DateOnly month)
    {
        var mark = uri.IndexOf('?', StringComparison.Ordinal);
        var query = QueryHelpers.ParseQuery(mark < 0 ? "" : uri[mark..].Split('#')[0]);
        var key = ReportKey.TryCreate(unit, Text("month"), Text("from"));
        var rows = Word<TableRows>("rows") ?? TableRows.Units;
        return new()
        {
            Unit = Text("unit") ?? unit,
            From = key?.From ?? new(month.Year, 1, 1),
            To = key?.To ?? month,
            Rows = rows,
            Level = rows == TableRows.Units ? Word<UnitKind>("level") : null,
            Metrics = query.ContainsKey("metrics")
                ?
                [
                    .. (Text("metrics") ?? "")
                        .Split(',')
                        .Select(word => UrlNames.TryParse<MetricName>(word, out var metric) ? metric : (MetricName?)null)
                        .OfType<MetricName>()
                        .Distinct(),
                ]
                : s_metrics,
            WithParts = Text("parts") == "1",
            ByMonth = Text("by") == "month" && rows != TableRows.Months,
            Stream = Word<RecordStream>("stream") ?? RecordStream.Cases,
            Channel = rows is TableRows.Items or TableRows.Departments ? null : Word<Channel>("channel"),
            Basis = Word<MetricBasis>("basis") ?? MetricBasis.Accepted,
            Structure = Word<MetricStructure>("structure") ?? MetricStructure.Then,
        };

        string? Text(string name) => query.TryGetValue(name, out var value) && value.ToString() is { Length: > 0 } text ? text : null;

        T? Word<T>(string name)
            where T : struct, Enum => UrlNames.TryParse<T>(Text(name), out var value) ? value : null;
    }

    /// <summary>The path and query.</summary>
    public static string ToUri(TableQuery query) =>
        QueryHelpers.AddQueryString(
            PortalUrls.ReportTables,
            new (string Name, string? Value)[]
            {
                ("unit", query.Unit),
                ("month", Days.ToMonthText(query.To)),
                ("from", query.From == query.To ? null : Days.ToMonthText(query.From)),
                ("rows", query.Rows == TableRows.Units ? null : UrlNames.Of(query.Rows)),
                ("level", query.Level is { } level ? UrlNames.Of(level) : null),
                ("metrics", string.Join(',', query.Metrics.Select(UrlNames.Of))),
                ("parts", query.WithParts ? "1" : null),
                ("by", query.ByMonth ? "month" : null),
                ("stream", query.Stream == RecordStream.Cases ? null : UrlNames.Of(query.Stream)),
                ("channel", query.Channel is { } channel ? UrlNames.Of(channel) : null),
                ("basis", query.Basis == MetricBasis.Accepted ? null : UrlNames.Of(query.Basis)),
                ("structure", query.Structure == MetricStructure.Then ? null : UrlNames.Of(query.Structure)),
            }
                .Where(p => p.Value is not null)
                .Select(p => KeyValuePair.Create(p.Name, p.Value))
        );

    /// <summary>The link of a saved table.</summary>
    public static string Of(SavedTable saved) => $"{PortalUrls.ReportTables}/{saved.Code}";

    /// <summary>The link of a saved table in a mail, moved to the month for which the mail was sent.</summary>
    public static string Of(MailedTable sent, DateOnly month) => $"{PortalUrls.ReportTables}/{sent.Code}?month={Days.ToMonthText(month)}";
}
