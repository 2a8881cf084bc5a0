using Microsoft.AspNetCore.WebUtilities;
using Portal.Domain.Organisation;
using Portal.Domain.Shared;
using Portal.Navigation;

namespace Portal.Standards;

/// <summary>The page of standards with its filters, as its address has them.</summary>
/// <param name="On">The day; null for today.</param>
/// <param name="Unit">Code of a unit, with all below it; null for the reader's own.</param>
/// <param name="Kind">Null for all kinds of points.</param>
public sealed record StandardsAddress(DateOnly? On = null, string? Unit = null, PointKind? Kind = null)
{
    /// <summary>Reads an address; what is no value of a filter filters nothing.</summary>
    /// <param name="address">The path with its query.</param>
    public static StandardsAddress Parse(string address)
    {
        var mark = address.IndexOf('?', StringComparison.Ordinal);
        var query = QueryHelpers.ParseQuery(mark < 0 ? "" : address[mark..].Split('#')[0]);
        return new(
            Days.TryParse(Text("on"), out var on) ? on : null,
            Text("unit") is { Length: <= Portal.Domain.Organisation.Unit.CodeLength } unit ? unit : null,
            UrlNames.TryParse<PointKind>(Text("kind"), out var kind) ? kind : null
        );

        string? Text(string name) => query.TryGetValue(name, out var value) && value.ToString() is { Length: > 0 } text ? text : null;
    }

    /// <summary>The address of one point.</summary>
    public static string OfPoint(string code) => $"{PortalUrls.ServicePoints}/{Uri.EscapeDataString(code)}";

    public string ToUri()
    {
        var query = new List<string>(3);
        if (On is { } on)
            query.Add($"on={Days.ToText(on)}");
        if (Unit is { } unit)
            query.Add($"unit={Uri.EscapeDataString(unit)}");
        if (Kind is { } kind)
            query.Add($"kind={UrlNames.Of(kind)}");
        return query.Count == 0 ? PortalUrls.Standards : $"{PortalUrls.Standards}?{string.Join('&', query)}";
    }
}
