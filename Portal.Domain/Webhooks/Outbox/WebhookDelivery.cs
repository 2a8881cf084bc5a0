namespace Portal.Domain.Webhooks.Outbox;

/// <summary>An event on its way to one subscription.</summary>
public sealed class WebhookDelivery
{
    public long Id { get; set; }

    public long EventId { get; set; }

    public int SubscriptionId { get; set; }

    public DeliveryState State { get; set; } = DeliveryState.Waiting;

    /// <summary>Number of attempts, that under way included.</summary>
    public int Attempts { get; set; }

    /// <summary>The earliest instant of the next attempt.</summary>
    public DateTimeOffset NextAttemptAt { get; set; }

    /// <summary>When the latest attempt began; null before the first.</summary>
    public DateTimeOffset? AttemptedAt { get; set; }

    /// <summary>When it was acknowledged; null before.</summary>
    public DateTimeOffset? DeliveredAt { get; set; }

    /// <summary>Why the latest attempt failed; null when none has, and once it is delivered.</summary>
    public DeliveryFailure? Failure { get; set; }

    /// <summary>What is known of the failure beside its kind; null when nothing is.</summary>
    public string? Detail { get; set; }
}

/// <summary>Where a delivery stands. Stored by number: never renumbered.</summary>
public enum DeliveryState : byte
{
    /// <summary>Not acknowledged yet.</summary>
    Waiting = 1,

    /// <summary>The receiver has acknowledged it.</summary>
    Delivered = 2,

    /// <summary>The last attempt failed; a person can have it sent again.</summary>
    GivenUp = 3,
}

/// <summary>Why an attempt failed. Stored by number: never renumbered.</summary>
public enum DeliveryFailure : byte
{
    /// <summary>The receiver answered with another status than 2xx; a redirect is not followed.</summary>
    Status = 1,

    /// <summary>The receiver did not answer in time.</summary>
    Timeout = 2,

    /// <summary>No connection, or it ended before the answer: the receiver may have the message.</summary>
    Connection = 3,

    /// <summary>The address is not allowed any more, or its name leads to an address that is not.</summary>
    Forbidden = 4,

    /// <summary>The secret cannot be read with the present key file.</summary>
    Secret = 5,

    /// <summary>A robot answered 200, and in it that it did not take the message.</summary>
    Robot = 6,

    /// <summary>The receiver wants no more: the subscription is paused, and the message waits.</summary>
    Gone = 7,
}
