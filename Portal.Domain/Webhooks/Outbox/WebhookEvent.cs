namespace Portal.Domain.Webhooks.Outbox;

/// <summary>An event that some subscription receives, written in the transaction of what it tells.</summary>
public sealed class WebhookEvent
{
    public long Id { get; set; }

    /// <summary>The header <c>webhook-id</c>. Random, so that no receiver meets it again after a backup was restored.</summary>
    public required string MessageId { get; set; }

    /// <summary>One of <see cref="Messages.WebhookEventTypes"/>.</summary>
    public required string Type { get; set; }

    /// <summary>The unit that it concerns.</summary>
    public int UnitId { get; set; }

    public DateTimeOffset At { get; set; }

    /// <summary>A flat JSON object.</summary>
    public required string Data { get; set; }
}
