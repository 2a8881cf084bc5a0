namespace Portal.Domain.Webhooks.Outbox;

/// <summary>A delivery that failed, as pages show it.</summary>
/// <param name="Id">Its number.</param>
/// <param name="MessageId">The header <c>webhook-id</c>.</param>
/// <param name="Type">The type of the event.</param>
/// <param name="At">When the event happened.</param>
/// <param name="State">Given up, or waiting for the next attempt.</param>
/// <param name="Attempts">How many there were.</param>
/// <param name="AttemptedAt">When the latest began; null before the first.</param>
/// <param name="NextAttemptAt">The earliest instant of the next one; null when it was given up.</param>
/// <param name="Failure">Why the latest failed; null for one that a person has sent again.</param>
/// <param name="Detail">What is known beside the kind of failure.</param>
public sealed record DeliveryRow(
    long Id,
    string MessageId,
    string Type,
    DateTimeOffset At,
    DeliveryState State,
    int Attempts,
    DateTimeOffset? AttemptedAt,
    DateTimeOffset? NextAttemptAt,
    DeliveryFailure? Failure,
    string? Detail
);

/// <summary>How many deliveries of a subscription are in which state.</summary>
public sealed record DeliveryCount(int SubscriptionId, DeliveryState State, int Count);
