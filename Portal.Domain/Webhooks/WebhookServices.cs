using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Portal.Domain.Access.Keyring;
using Portal.Domain.Webhooks.Hosts;
using Portal.Domain.Webhooks.Outbox;
using Portal.Domain.Webhooks.Subscriptions;

namespace Portal.Domain.Webhooks;

/// <summary>Registers subscriptions and the outbox of webhooks.</summary>
internal static class WebhookServices
{
    public static void AddWebhooks(this IServiceCollection services)
    {
        services.TryAddSingleton(WebhookOptions.Off);
        services.AddSingleton<WebhookSecrets>();
        services.AddSingleton<IWrappedSecrets>(provider => provider.GetRequiredService<WebhookSecrets>());
        services.AddSingleton<WebhookSubscriptions>();
        services.AddSingleton<WebhookRecorder>();
        services.AddSingleton<WebhookOutbox>();
        services.AddSingleton<WebhookDeliveries>();
    }
}
