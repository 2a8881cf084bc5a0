using System.Net;
using Microsoft.AspNetCore.HostFiltering;
using Portal.Jobs.Hosting;

namespace Portal;

/// <summary>The names under which visitors reach the portal (setting <c>AllowedHosts</c>); any other is answered 400.</summary>
/// <remarks>
/// Without the setting they are those of <c>Urls</c> and of <c>Portal:Mail:Link</c>. A portal that listens at every address, or behind a
/// proxy, cannot know its names by itself: it then answers under any, and says so at the start.
/// </remarks>
/// <param name="Allowed">Names as the framework's filter takes them; <c>*</c> for any.</param>
public sealed record HostNames(IReadOnlyList<string> Allowed)
{
    private const string Key = "AllowedHosts";
    private const string Any = "*";

    private static readonly string[] s_own = ["localhost", "127.0.0.1", "[::1]"];

    public bool IsAny => Allowed.Contains(Any);

    public static HostNames Read(SettingsReader settings)
    {
        const StringSplitOptions Split = StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries;
        if (settings.Text(Key) is not { } text)
            return new(Usual(settings));
        string[] names = text.Split([';', ','], Split);
        return names.Length > 0 && Array.TrueForAll(names, IsName)
            ? new(names)
            : new(settings.Refuse<string[]>(Key, "names such as portal.example.gov.cn, separated by semicolons", [Any]));
    }

    public void Configure(HostFilteringOptions options)
    {
        (options.AllowedHosts, options.IncludeFailureMessage) = ([.. Allowed], false);
        options.AllowEmptyHosts = false; // no page has an address without a host
    }

    /// <summary>The proxy's word about the name is filtered too.</summary>
    public void Configure(ForwardedHeadersOptions options)
    {
        if (!IsAny)
            options.AllowedHosts = [.. Allowed];
    }

    private static string[] Usual(SettingsReader settings)
    {
        const StringSplitOptions Split = StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries;
        string[] listening = [.. (settings.Text("Urls") ?? "").Split(';', Split).Select(HostOf)];
        if (listening.Length == 0 || Array.Exists(listening, IsEveryAddress) || settings.Names("Portal:KnownProxies").Count > 0)
            return [Any];
        var link = Uri.TryCreate(settings.Text("Portal:Mail:Link"), UriKind.Absolute, out var address) ? [address.Host] : (string[])[];
        return [.. listening.Concat(s_own).Concat(link).Distinct(StringComparer.OrdinalIgnoreCase)];
    }

    // A wrong address is reported where the addresses are checked.
    private static string HostOf(string url)
    {
        try
        {
            return BindingAddress.Parse(url).Host;
        }
        catch (FormatException)
        {
            return Any;
        }
    }

    private static bool IsEveryAddress(string host) =>
        host is Any or "+"
        || (IPAddress.TryParse(host, out var address) && (address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any)));

    private static bool IsName(string name) =>
        name == Any || Uri.CheckHostName(name.StartsWith("*.", StringComparison.Ordinal) ? name[2..] : name) != UriHostNameType.Unknown;
}
