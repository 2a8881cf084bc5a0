using System.Net;

namespace Portal.Domain.Webhooks.Hosts;

/// <summary>
/// Addresses behind which the machine itself or its platform answers: nobody's receiver, and what forged webhooks are after. Private
/// networks are not among them, since receivers of an office are often there.
/// </summary>
internal static class SpecialAddresses
{
    private static readonly IPNetwork[] s_all =
    [
        IPNetwork.Parse("0.0.0.0/8"), // this machine
        IPNetwork.Parse("127.0.0.0/8"), // loopback
        IPNetwork.Parse("169.254.0.0/16"), // link-local; among them the metadata of most clouds
        IPNetwork.Parse("100.100.100.200/32"), // the metadata of Alibaba Cloud
        IPNetwork.Parse("168.63.129.16/32"), // the platform of Azure
        IPNetwork.Parse("192.0.0.0/24"), // protocol assignments; among them the metadata of Oracle Cloud
        IPNetwork.Parse("224.0.0.0/3"), // multicast, reserved, broadcast
        IPNetwork.Parse("::/96"), // unspecified, loopback, and IPv4 in an old notation
        IPNetwork.Parse("64:ff9b::/96"), // IPv4 behind a translator
        IPNetwork.Parse("64:ff9b:1::/48"),
        IPNetwork.Parse("2001::/32"), // IPv4 in tunnels
        IPNetwork.Parse("2002::/16"),
        IPNetwork.Parse("fd00:ec2::254/128"), // the metadata of AWS and of Google Cloud
        IPNetwork.Parse("fd20:ce::254/128"),
        IPNetwork.Parse("fe80::/10"), // link-local, and its predecessor
        IPNetwork.Parse("fec0::/10"),
        IPNetwork.Parse("ff00::/8"), // multicast
    ];

    public static bool Contain(IPAddress address)
    {
        var plain = Plain(address);
        return Array.Exists(s_all, network => network.Contains(plain));
    }

    /// <summary>IPv4 in the notation of IPv6 as what it is, and without the interface of a link-local address.</summary>
    public static IPAddress Plain(IPAddress address) =>
        address.IsIPv4MappedToIPv6 ? address.MapToIPv4()
        : address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6 ? new(address.GetAddressBytes())
        : address;
}
