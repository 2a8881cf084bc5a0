using Portal.Domain.Webhooks.Outbox;

namespace Portal.Jobs.Webhooks;

/// <summary>Sends what is due to one subscription, one message after another.</summary>
public sealed partial class WebhookSender(WebhookOutbox outbox, WebhookClient client, ILogger<WebhookSender> log)
{
    // Then others have their turn, also when more waits than can ever be sent at once.
    private const int MostOfATurn = 500;

    /// <summary>
    /// Takes the turn and sends until nothing is due, an attempt fails, or the turn is long enough. Nothing when another process has it.
    /// </summary>
    public async Task SendAsync(int subscriptionId, CancellationToken stop)
    {
        if (await outbox.TakeAsync(subscriptionId, stop) is not { } turn)
            return;
        try
        {
            for (var sent = 0; sent < MostOfATurn && await outbox.BeginAsync(turn, stop) is { } attempt; sent++)
                await AttemptAsync(turn, attempt, stop);
        }
        finally
        {
            await outbox.ReleaseAsync(turn, CancellationToken.None);
        }
    }

    // What is known of an attempt is written down also when the process stops; an attempt that the stop cuts off is not known.
    private async Task AttemptAsync(WebhookTurn turn, WebhookAttempt attempt, CancellationToken stop)
    {
        var result = await client.PostAsync(attempt, stop);
        if (result.Failure is { } failure)
            LogFailure(log, attempt.Message.Id, turn.SubscriptionId, failure, result.Detail ?? "");
        await outbox.EndAsync(turn, attempt, result, CancellationToken.None);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Webhook {Message} was not acknowledged by subscription {Id}: {Failure} {Detail}")]
    private static partial void LogFailure(ILogger log, string message, int id, DeliveryFailure failure, string detail);
}
