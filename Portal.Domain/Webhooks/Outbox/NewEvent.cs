namespace Portal.Domain.Webhooks.Outbox;

/// <summary>Something that has just happened, for those who subscribe to it.</summary>
/// <param name="Type">One of <see cref="Messages.WebhookEventTypes"/>.</param>
/// <param name="UnitId">The unit that it concerns.</param>
/// <param name="At">When it happened.</param>
/// <param name="Data">Makes the flat JSON object of the message; called only when a subscription receives the event.</param>
public sealed record NewEvent(string Type, int UnitId, DateTimeOffset At, Func<string> Data);
