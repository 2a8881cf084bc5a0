using Portal.Domain.Webhooks.Hosts;

namespace Portal.Jobs.Hosting;

/// <summary>Reads <c>Webhooks</c>.</summary>
internal static class WebhookSettings
{
    private const string HostsKey = "Webhooks:AllowedHosts";

    public static WebhookOptions Read(SettingsReader settings) =>
        new()
        {
            Hosts = [.. settings.Names(HostsKey).Select(text => Host(settings, text)).OfType<AllowedHost>()],
            Link = settings.Link("Webhooks:Link"),
        };

    private static AllowedHost? Host(SettingsReader settings, string text) =>
        AllowedHost.Parse(text)
        ?? settings.Refuse<AllowedHost?>(
            HostsKey,
            "hosts, addresses and networks as in hooks.example.gov.cn, *.example.gov.cn, 10.8.0.0/16 or http://10.8.0.5:8080",
            null
        );
}
