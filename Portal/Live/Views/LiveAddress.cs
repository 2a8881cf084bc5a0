using Microsoft.AspNetCore.WebUtilities;
using Portal.Domain.Metrics.Formulas;
using Portal.Domain.Organisation;
using Portal.Domain.Records;
using Portal.Navigation;

namespace Portal.Live.Views;

/// <summary>A view of figures as an address says it; the only place that reads and writes such addresses.</summary>
public sealed record LiveAddress
{
    /// <summary>The unit's code; null for the top of what the reader may see.</summary>
    public string? Unit { get; init; }

    /// <summary>Null for the default: January to now, or to the last month that holds records.</summary>
    public MetricPeriod? Period { get; init; }

    public RecordStream Stream { get; init; } = RecordStream.Cases;

    /// <summary>Null for all.</summary>
    public Channel? Channel { get; init; }

    public MetricComparison Compare { get; init; } = MetricComparison.Previous;

    /// <summary>The metric that trend, ranking and heat map show.</summary>
    public MetricName Focus { get; init; } = MetricName.OnTheSpotRatio;

    /// <summary>The kind of units ranked; null for the first there is.</summary>
    public UnitKind? Group { get; init; }

    /// <summary>The metric whose own page this is; null for the page of all.</summary>
    public MetricName? Page { get; init; }

    /// <summary>The parts of the address that were not understood, by name; empty when all were.</summary>
    public string Misunderstood { get; init; } = "";

    /// <summary>Reads a path and query; what is missing takes its default, what is wrong does too and is named.</summary>
    public static LiveAddress Parse(string pathAndQuery)
    {
        var mark = pathAndQuery.IndexOf('?', StringComparison.Ordinal);
        var (path, query) = mark < 0 ? (pathAndQuery, "") : (pathAndQuery[..mark], pathAndQuery[mark..].Split('#')[0]);
        return new AddressReader(path, QueryHelpers.ParseQuery(query)).Read();
    }

    /// <summary>The path and query; what is as by default is left out.</summary>
    public string ToUri()
    {
        var path = Page is { } page ? $"{PortalUrls.Live}/{AddressWords.Of(page)}" : PortalUrls.Live;
        (string? from, string? to) = Period is { } period ? period.ToText() : default;
        var parts = new (string Name, string? Value)[]
        {
            ("unit", Unit),
            ("from", from),
            ("to", to),
            ("stream", Stream == RecordStream.Cases ? null : AddressWords.Of(Stream)),
            ("channel", Channel is { } channel ? AddressWords.Of(channel) : null),
            ("compare", Compare == MetricComparison.Previous ? null : AddressWords.Of(Compare)),
            ("focus", Focus == MetricName.OnTheSpotRatio || Page is not null ? null : AddressWords.Of(Focus)),
            ("group", Group is { } group ? AddressWords.Of(group) : null),
        };
        return QueryHelpers.AddQueryString(path, parts.Where(p => p.Value is not null).Select(p => KeyValuePair.Create(p.Name, p.Value)));
    }
}

/// <summary>What a figure is compared with.</summary>
public enum MetricComparison
{
    /// <summary>上期.</summary>
    Previous,

    /// <summary>去年同期.</summary>
    Year,
}
