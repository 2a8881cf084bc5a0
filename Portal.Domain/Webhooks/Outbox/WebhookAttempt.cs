using Portal.Domain.Webhooks.Messages;

namespace Portal.Domain.Webhooks.Outbox;

/// <summary>The turn of one process to send to one subscription. It ends with its lease, which each attempt renews.</summary>
/// <param name="SubscriptionId">The subscription.</param>
/// <param name="Number">The turn's number: a later one means that another process has taken over.</param>
public sealed record WebhookTurn(int SubscriptionId, int Number);

/// <summary>An attempt that has begun.</summary>
/// <param name="DeliveryId">The delivery.</param>
/// <param name="Number">From 1 on.</param>
/// <param name="Message">What is sent.</param>
/// <param name="Address">Where to.</param>
/// <param name="Format">The shape of the body.</param>
/// <param name="Template">Null for the envelope.</param>
/// <param name="Secrets">The wrapped secrets that sign, the present one first.</param>
public sealed record WebhookAttempt(
    long DeliveryId,
    int Number,
    WebhookMessage Message,
    string Address,
    WebhookFormat Format,
    string? Template,
    IReadOnlyList<string> Secrets
);

/// <summary>How an attempt ended.</summary>
/// <param name="Failure">Null when the receiver has acknowledged the message.</param>
/// <param name="Detail">What is known beside the kind of failure; null when nothing is.</param>
/// <param name="RetryAfter">How long the receiver asks to wait; null when it does not.</param>
public sealed record WebhookResult(DeliveryFailure? Failure, string? Detail = null, TimeSpan? RetryAfter = null)
{
    public static WebhookResult Acknowledged { get; } = new(Failure: null);
}
