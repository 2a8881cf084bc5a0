using Microsoft.AspNetCore.WebUtilities;
using Portal.Domain.Records;
using Portal.Domain.Shared;
using Portal.Navigation;

namespace Portal.Figures.Reconciliation;

/// <summary>An address of the comparison of reported with counted figures; the only place that reads and writes such addresses.</summary>
public sealed record ReconciliationAddress
{
    /// <summary>Code of the unit; null for the top of what the reader may see.</summary>
    public string? Unit { get; init; }

    /// <summary>Its first day; null for the last month that has ended and in which a form is owed.</summary>
    public DateOnly? Month { get; init; }

    public RecordStream Stream { get; init; } = RecordStream.Cases;

    /// <summary>Only units with a difference that needs an explanation.</summary>
    public bool OnlyLarge { get; init; }

    /// <summary>Reads a query; missing and wrong values take their default.</summary>
    public static ReconciliationAddress Parse(string uri)
    {
        var mark = uri.IndexOf('?', StringComparison.Ordinal);
        var query = QueryHelpers.ParseQuery(mark < 0 ? "" : uri[mark..].Split('#')[0]);
        return new()
        {
            Unit = Text("unit") is { Length: > 0 } unit ? unit : null,
            Month = Days.TryParseMonth(Text("month"), out var month) ? month : null,
            Stream = Text("stream") == "appeals" ? RecordStream.Appeals : RecordStream.Cases,
            OnlyLarge = Text("large") == "1",
        };

        string? Text(string name) => query.TryGetValue(name, out var value) ? value.ToString() : null;
    }

    /// <summary>The path and query; defaults are left out.</summary>
    public string ToUri() =>
        QueryHelpers.AddQueryString(
            PortalUrls.Reconciliation,
            new (string Name, string? Value)[]
            {
                ("unit", Unit),
                ("month", Month is { } month ? Days.ToMonthText(month) : null),
                ("stream", Stream == RecordStream.Appeals ? "appeals" : null),
                ("large", OnlyLarge ? "1" : null),
            }
                .Where(p => p.Value is not null)
                .Select(p => KeyValuePair.Create(p.Name, p.Value))
        );
}
