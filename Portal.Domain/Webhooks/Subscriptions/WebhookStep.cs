using Portal.Domain.Shared;

namespace Portal.Domain.Webhooks.Subscriptions;

/// <summary>A change of a subscription: who and when, only added to.</summary>
public sealed class WebhookStep : IFrozen
{
    /// <summary>The longest detail, in characters.</summary>
    public const int DetailLength = 200;

    public int Id { get; set; }

    public int SubscriptionId { get; set; }

    public WebhookAction Action { get; set; }

    /// <summary>For a change, the names of what was changed, separated by blanks; else null. It tells no address and no secret.</summary>
    public string? Detail { get; set; }

    /// <summary>The sign-in name; <c>system</c> for what the portal did itself.</summary>
    public required string By { get; set; }

    public DateTimeOffset At { get; set; }
}
