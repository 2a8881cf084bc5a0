using Portal.Navigation;

namespace Portal.Webhooks;

/// <summary>The addresses of the pages of single subscriptions.</summary>
internal static class WebhookAddress
{
    public static string Of(int id) => $"{PortalUrls.Webhooks}/{id}";
}
