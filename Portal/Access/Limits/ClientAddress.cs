using System.Net;
using System.Net.Sockets;

namespace Portal.Access.Limits;

/// <summary>The network address by which failures are counted.</summary>
internal static class ClientAddress
{
    private const int Ipv6NetworkBytes = 8;

    /// <summary>The IPv4 address, or the /64 network of an IPv6 address: a household or office has all addresses of its network.</summary>
    public static string Of(HttpContext context) =>
        context.Connection.RemoteIpAddress switch
        {
            null => "unknown",
            { IsIPv4MappedToIPv6: true } mapped => mapped.MapToIPv4().ToString(),
            { AddressFamily: AddressFamily.InterNetworkV6 } address => NetworkOf(address) + "/64",
            { } address => address.ToString(),
        };

    private static IPAddress NetworkOf(IPAddress address)
    {
        var bytes = address.GetAddressBytes();
        bytes.AsSpan(Ipv6NetworkBytes).Clear();
        return new(bytes);
    }
}
