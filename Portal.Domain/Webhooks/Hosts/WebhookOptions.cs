using System.Net;
using Portal.Domain.Shared;
using Portal.Domain.Webhooks.Messages;

namespace Portal.Domain.Webhooks.Hosts;

/// <summary>Where webhooks may go: the settings <c>Webhooks:…</c>.</summary>
public sealed record WebhookOptions
{
    /// <summary>The longest address of a receiver, in characters.</summary>
    public const int AddressLength = 1_000;

    /// <summary>No host is allowed: no event is written, and nothing is sent.</summary>
    public static WebhookOptions Off { get; } = new();

    /// <summary>The hosts and networks that may receive.</summary>
    public IReadOnlyList<AllowedHost> Hosts { get; init; } = [];

    /// <summary>The portal's public address for links in messages; null leaves links empty.</summary>
    public Uri? Link { get; init; }

    public bool IsOn => Hosts.Count > 0;

    /// <summary>Whether messages may go to an address.</summary>
    /// <returns>Null when they may, else what is wrong.</returns>
    public Refusal? Check(string address)
    {
        if (address.Length is 0 or > AddressLength || address.Any(c => char.IsWhiteSpace(c) || char.IsControl(c)))
            return WebhookRefusal.AddressIsWrong;
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || !IsPlainAddress(uri))
            return WebhookRefusal.AddressIsWrong;
        var named = Hosts.Where(host => host.Names(uri)).ToList();
        if (named.Count == 0)
            return WebhookRefusal.HostIsNotAllowed;
        return uri.Scheme == Uri.UriSchemeHttp && !named.Exists(host => host.AllowsPlain) ? WebhookRefusal.HostNeedsTls : null;
    }

    /// <summary>
    /// Whether a connection may be made to the address to which the name of a host was resolved: a name in the setting allows every address
    /// but those of the machine and its platform, which only an address or a network in the setting allows.
    /// </summary>
    public bool Permits(IPAddress address) => !SpecialAddresses.Contain(address) || Hosts.Any(host => host.Holds(address));

    private static bool IsPlainAddress(Uri uri) =>
        (uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp)
        && uri.UserInfo.Length == 0
        && uri.Fragment.Length == 0
        && !uri.OriginalString.Contains('\\', StringComparison.Ordinal)
        && uri.IdnHost.Length > 0;
}
