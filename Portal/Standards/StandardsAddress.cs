using Portal.Domain.Organisation;
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
        var query = new AddressQuery(address);
        return new(query.Day("on"), query.Text("unit"), query.Word<PointKind>("kind"));
    }

    /// <summary>The address of one point.</summary>
    public static string OfPoint(string code) => $"{PortalUrls.ServicePoints}/{Uri.EscapeDataString(code)}";

    public string ToUri() => AddressQuery.Write(PortalUrls.Standards, ("on", On), ("unit", Unit), ("kind", Kind));
}
