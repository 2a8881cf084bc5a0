namespace Portal.Domain.Webhooks.Subscriptions;

/// <summary>Whether a subscription receives. Stored by number: never renumbered.</summary>
public enum WebhookState : byte
{
    Active = 1,

    /// <summary>Nothing is sent; what happens meanwhile waits.</summary>
    Paused = 2,

    /// <summary>Nothing is sent any more, also not what waits.</summary>
    Ended = 3,
}

/// <summary>The moves of a subscription. Stored by number: never renumbered.</summary>
public enum WebhookAction : byte
{
    Created = 1,
    Changed = 2,
    SecretRenewed = 3,
    Paused = 4,

    /// <summary>The receiver answered 410: it wants no more, and the portal paused it.</summary>
    FoundGone = 5,
    Resumed = 6,
    Ended = 7,
}
