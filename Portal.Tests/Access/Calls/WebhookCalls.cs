using Portal.Domain.Access;
using Portal.Domain.Webhooks.Messages;
using Portal.Domain.Webhooks.Outbox;
using Portal.Domain.Webhooks.Subscriptions;
using static Portal.Tests.Support.SampleData;

namespace Portal.Tests.Access.Calls;

/// <summary>Calls for webhooks by the administrator of one street. Each move has a subscription of its own.</summary>
internal static class WebhookCalls
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static IEnumerable<Call> All => [.. OfSubscriptions, .. OfDeliveries];

    private static IEnumerable<Call> OfSubscriptions =>
        [
            Call.Of<WebhookSubscriptions>(
                nameof(WebhookSubscriptions.ListAsync),
                Role.Administrator,
                StreetId,
                async (webhooks, actor, _) => (await webhooks.ListAsync(actor, Token)).Count > 0
            ),
            Call.Of<WebhookSubscriptions>(
                nameof(WebhookSubscriptions.FindAsync),
                Role.EfficiencyOffice,
                StreetId,
                async (webhooks, actor, world) => await webhooks.FindAsync(actor, world.Webhooks[0], Token) is not null
            ),
            Call.Of<WebhookSubscriptions, ShownSecret>(
                nameof(WebhookSubscriptions.CreateAsync),
                Role.Administrator,
                StreetId,
                (webhooks, actor, _) => webhooks.CreateAsync(actor, CallWorld.Webhook("new"), Token),
                made => made.Secret.StartsWith(WebhookSecret.Prefix, StringComparison.Ordinal)
            ),
            Call.Of<WebhookSubscriptions>(
                nameof(WebhookSubscriptions.ResumeAsync),
                Role.Administrator,
                StreetId,
                (webhooks, actor, world) => webhooks.ResumeAsync(actor, world.Webhooks[1], seenRevision: 2, Token)
            ),
            Call.Of<WebhookSubscriptions>(
                nameof(WebhookSubscriptions.PauseAsync),
                Role.EfficiencyOffice,
                StreetId,
                (webhooks, actor, world) => webhooks.PauseAsync(actor, world.Webhooks[2], seenRevision: 1, Token)
            ),
            Call.Of<WebhookSubscriptions>(
                nameof(WebhookSubscriptions.ChangeAsync),
                Role.Administrator,
                StreetId,
                (webhooks, actor, world) => webhooks.ChangeAsync(actor, world.Webhooks[3], CallWorld.Webhook("changed"), 1, Token)
            ),
            Call.Of<WebhookSubscriptions, ShownSecret>(
                nameof(WebhookSubscriptions.RenewSecretAsync),
                Role.Administrator,
                StreetId,
                (webhooks, actor, world) => webhooks.RenewSecretAsync(actor, world.Webhooks[4], seenRevision: 1, Token),
                renewed => renewed.Secret.StartsWith(WebhookSecret.Prefix, StringComparison.Ordinal)
            ),
            Call.Of<WebhookSubscriptions>(
                nameof(WebhookSubscriptions.EndAsync),
                Role.Administrator,
                StreetId,
                (webhooks, actor, world) => webhooks.EndAsync(actor, world.Webhooks[5], seenRevision: 1, Token)
            ),
        ];

    private static IEnumerable<Call> OfDeliveries =>
        [
            Call.Of<WebhookDeliveries>(
                nameof(WebhookDeliveries.CountAsync),
                Role.Administrator,
                StreetId,
                async (deliveries, actor, _) => (await deliveries.CountAsync(actor, Token)).Count > 0
            ),
            Call.Of<WebhookDeliveries>(
                nameof(WebhookDeliveries.TroublesAsync),
                Role.EfficiencyOffice,
                StreetId,
                async (deliveries, actor, world) => (await deliveries.TroublesAsync(actor, world.Webhooks[0], Token)).Count > 0
            ),
            Call.Of<WebhookDeliveries>(
                nameof(WebhookDeliveries.SendAgainAsync),
                Role.Administrator,
                StreetId,
                (deliveries, actor, world) => deliveries.SendAgainAsync(actor, world.GivenUpDeliveries[0], Token)
            ),
            Call.Of<WebhookDeliveries>(
                nameof(WebhookDeliveries.TestAsync),
                Role.Administrator,
                StreetId,
                (deliveries, actor, world) => deliveries.TestAsync(actor, world.Webhooks[0], Token)
            ),
        ];
}
