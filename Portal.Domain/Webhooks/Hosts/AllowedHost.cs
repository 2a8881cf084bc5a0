using System.Globalization;
using System.Net;

namespace Portal.Domain.Webhooks.Hosts;

/// <summary>One entry of <c>Webhooks:AllowedHosts</c>: a host or a network that may receive webhooks.</summary>
/// <remarks>
/// <c>hooks.example.gov.cn</c> is one host, <c>*.example.gov.cn</c> all below a name, <c>10.8.0.5</c> an address and <c>10.8.0.0/16</c> a
/// network. <c>:8443</c> behind it allows that port in place of the scheme's own, <c>http://</c> before it allows unencrypted messages too.
/// </remarks>
public sealed record AllowedHost
{
    private const string Plain = "http://";
    private const string Anything = "*.";

    private AllowedHost(string name, IPNetwork? network, int? port, bool allowsPlain) =>
        (Name, Network, Port, AllowsPlain) = (name, network, port, allowsPlain);

    /// <summary>The name in lower case, with the beginning <c>*.</c> for all below it; empty for a network.</summary>
    public string Name { get; }

    /// <summary>Null for a name.</summary>
    public IPNetwork? Network { get; }

    /// <summary>Null for the port of the scheme.</summary>
    public int? Port { get; }

    /// <summary>Unencrypted messages are allowed.</summary>
    public bool AllowsPlain { get; }

    /// <summary>Reads an entry of the setting; null when it is none. A lone <c>*</c> is none: it would allow every host there is.</summary>
    public static AllowedHost? Parse(string text)
    {
        var plain = text.StartsWith(Plain, StringComparison.OrdinalIgnoreCase);
        if (SplitPort(plain ? text[Plain.Length..] : text) is not var (host, port))
            return null;
        if (NetworkOf(host) is { } network)
            return new("", network, port, plain);
        var name = host.StartsWith(Anything, StringComparison.Ordinal) ? host[Anything.Length..] : host;
        return Uri.CheckHostName(name) == UriHostNameType.Dns ? new(host.ToLowerInvariant(), null, port, plain) : null;
    }

    /// <summary>Whether the entry names the host of the address with its port; the scheme is another question.</summary>
    public bool Names(Uri address)
    {
        if (address.Port != (Port ?? (address.Scheme == Uri.UriSchemeHttps ? 443 : 80)))
            return false;
        if (Network is not null)
            return IPAddress.TryParse(address.IdnHost, out var literal) && Holds(literal);
        var host = address.IdnHost.TrimEnd('.');
        return Name.StartsWith(Anything, StringComparison.Ordinal)
            ? host.EndsWith(Name[1..], StringComparison.OrdinalIgnoreCase)
            : host.Equals(Name, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Whether the entry is an address or a network that holds the address.</summary>
    public bool Holds(IPAddress address) => Network is { } network && network.Contains(SpecialAddresses.Plain(address));

    private static (string Host, int? Port)? SplitPort(string text)
    {
        // Brackets tell the colons of an IPv6 address from that of its port.
        var end = text.StartsWith('[') ? text.IndexOf(']') : -1;
        var colon = text.IndexOf(':', end < 0 ? 0 : end);
        if (colon < 0 || (end < 0 && text.IndexOf(':', colon + 1) >= 0))
            return (text.Trim('[', ']'), null);
        return int.TryParse(text[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and < 65_536
            ? (text[..colon].Trim('[', ']'), port)
            : null;
    }

    private static IPNetwork? NetworkOf(string host) =>
        IPNetwork.TryParse(host, out var network) ? network
        : IPAddress.TryParse(host, out var address) && IsWrittenOut(host) ? new(address, address.GetAddressBytes().Length * 8)
        : null;

    // "10" is the address 0.0.0.10 to the parser.
    private static bool IsWrittenOut(string host) => host.Contains(':', StringComparison.Ordinal) || host.Count(c => c == '.') == 3;
}
