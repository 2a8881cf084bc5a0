using Microsoft.AspNetCore.WebUtilities;
using Portal.Domain.Metrics.Formulas;
using Portal.Domain.Organisation;
using Portal.Domain.Records;
using Portal.Navigation;

namespace Portal.Live.Views;

/// <summary>The parameters of a live page's URL. Only this type reads and writes such URLs.</summary>
public sealed record LiveAddress
{
    /// <summary>The unit's code; null for the top unit of the user's scope.</summary>
    public string? Unit { get; init; }

    /// <summary>Null for the default: January to today, or to the last month with records.</summary>
    public MetricPeriod? Period { get; init; }

    public RecordStream Stream { get; init; } = RecordStream.Cases;

    /// <summary>Null for all channels.</summary>
    public Channel? Channel { get; init; }

    public MetricComparison Compare { get; init; } = MetricComparison.Previous;

    /// <summary>The metric that trend, ranking and heat map show.</summary>
    public MetricName Focus { get; init; } = MetricName.OnTheSpotRatio;

    /// <summary>The kind of units ranked; null for the default kind.</summary>
    public UnitKind? Group { get; init; }

    /// <summary>The metric of a metric page; null for the page of all metrics.</summary>
    public MetricName? Page { get; init; }

    /// <summary>The names of invalid parts of the URL; empty when all are valid.</summary>
    public string InvalidParts { get; init; } = "";

    /// <summary>
    /// Parses a path and query. Missing and invalid parts take their defaults; <see cref="InvalidParts"/> names the invalid ones.
    /// </summary>
    public static LiveAddress Parse(string pathAndQuery)
    {
        var mark = pathAndQuery.IndexOf('?', StringComparison.Ordinal);
        var (path, query) = mark < 0 ? (pathAndQuery, "") : (pathAndQuery[..mark], pathAndQuery[mark..].Split('#')[0]);
        return new AddressReader(path, QueryHelpers.ParseQuery(query)).Read();
    }

    /// <summary>The path and query; parts with their default value are omitted.</summary>
    public string ToUri()
    {
        var path = Page is { } page ? $"{PortalUrls.Live}/{UrlNames.Of(page)}" : PortalUrls.Live;
        (string? from, string? to) = Period is { } period ? period.ToText() : default;
        var parts = new (string Name, string? Value)[]
        {
            ("unit", Unit),
            ("from", from),
            ("to", to),
            ("stream", Stream == RecordStream.Cases ? null : UrlNames.Of(Stream)),
            ("channel", Channel is { } channel ? UrlNames.Of(channel) : null),
            ("compare", Compare == MetricComparison.Previous ? null : UrlNames.Of(Compare)),
            ("focus", Focus == MetricName.OnTheSpotRatio || Page is not null ? null : UrlNames.Of(Focus)),
            ("group", Group is { } group ? UrlNames.Of(group) : null),
        };
        return QueryHelpers.AddQueryString(path, parts.Where(p => p.Value is not null).Select(p => KeyValuePair.Create(p.Name, p.Value)));
    }
}
