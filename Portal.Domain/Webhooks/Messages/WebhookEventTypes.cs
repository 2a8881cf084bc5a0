namespace Portal.Domain.Webhooks.Messages;

/// <summary>The types of events, by which subscriptions choose. Receivers depend on them: a type is never renamed.</summary>
public static class WebhookEventTypes
{
    public const string CardIssued = "card.issued";
    public const string CardAcknowledged = "card.acknowledged";
    public const string CardAnswered = "card.answered";
    public const string CardSentBack = "card.sentBack";
    public const string CardContested = "card.contested";
    public const string CardUpheld = "card.upheld";
    public const string CardClosed = "card.closed";
    public const string CardWithdrawn = "card.withdrawn";
    public const string CardHandedOver = "card.handedOver";
    public const string CardEscalated = "card.escalated";
    public const string CardCommented = "card.commented";
    public const string CardTakenBack = "card.takenBack";

    /// <summary>Sent by hand to one subscription, whichever types it has chosen.</summary>
    public const string Test = "webhook.test";

    /// <summary>The types that a subscription can choose, in the order in which pages offer them.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        CardIssued,
        CardAcknowledged,
        CardAnswered,
        CardSentBack,
        CardContested,
        CardUpheld,
        CardClosed,
        CardWithdrawn,
        CardHandedOver,
        CardEscalated,
        CardCommented,
        CardTakenBack,
    ];
}
