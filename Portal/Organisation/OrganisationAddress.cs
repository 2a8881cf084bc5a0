using Portal.Domain.Organisation;
using Portal.Navigation;

namespace Portal.Organisation;

/// <summary>The page of units with its filters, as its address has them.</summary>
/// <param name="On">The day; null for today.</param>
/// <param name="Find">A part of a name, the beginning of a code, or pinyin initials; null for all units.</param>
/// <param name="Kind">Null for all kinds.</param>
public sealed record OrganisationAddress(DateOnly? On = null, string? Find = null, UnitKind? Kind = null)
{
    /// <summary>Reads an address; what is no value of a filter filters nothing.</summary>
    /// <param name="address">The path with its query.</param>
    public static OrganisationAddress Parse(string address)
    {
        var query = new AddressQuery(address);
        return new(query.Day("on"), query.Text("find"), query.Word<UnitKind>("kind"));
    }

    /// <summary>The address of one unit on the same day.</summary>
    public string OfUnit(string code) => AddressQuery.Write($"{PortalUrls.Organisation}/{Uri.EscapeDataString(code)}", ("on", On));

    public string ToUri() => AddressQuery.Write(PortalUrls.Organisation, ("on", On), ("find", Find), ("kind", Kind));
}
