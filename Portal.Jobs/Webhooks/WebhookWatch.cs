using System.Collections.Concurrent;
using Portal.Domain.Signals;
using Portal.Domain.Webhooks.Hosts;
using Portal.Domain.Webhooks.Outbox;

namespace Portal.Jobs.Webhooks;

/// <summary>
/// Begins a turn for each subscription to which something is due, beside one another, so that a slow receiver holds back no other.
/// </summary>
/// <remarks>A feature that writes events of its own adds the topic that it raises after its commit.</remarks>
internal sealed partial class WebhookWatch(
    WebhookOutbox outbox,
    WebhookSender sender,
    WebhookOptions options,
    WakeSignals signals,
    TimeProvider clock,
    ILogger<WebhookWatch> log
) : PollingService(signals, clock, log)
{
    /// <summary>The most receivers that this process waits for at once.</summary>
    private const int MostAtOnce = 16;

    private static readonly TimeSpan s_every = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_whenOff = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<int, Task> _turns = new();

    protected override IReadOnlyList<WakeTopic> WakesOn => [WakeTopic.CardsChanged, WakeTopic.WebhooksWaiting];

    // Cards may be moved many times a second.
    protected override TimeSpan ShortestPause => TimeSpan.FromMilliseconds(100);

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await Task.WhenAll(_turns.Values).WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    protected override async Task<TimeSpan> PollAsync(CancellationToken stop)
    {
        if (!options.IsOn)
            return s_whenOff;
        foreach (var subscription in await outbox.DueAsync(stop))
        {
            if (_turns.Count < MostAtOnce && !_turns.ContainsKey(subscription))
                Begin(subscription, stop);
        }
        return s_every;
    }

    // The turn runs beside the loop; the entry is there before the turn can remove it.
    private void Begin(int subscription, CancellationToken stop)
    {
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _turns[subscription] = RunAsync(begun.Task, subscription, stop);
        begun.SetResult();
    }

    private async Task RunAsync(Task begun, int subscription, CancellationToken stop)
    {
        await begun;
        try
        {
            await sender.SendAsync(subscription, stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The process stops; the next one sends what is left.
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            LogTurn(Log, failure, subscription);
        }
        finally
        {
            _turns.TryRemove(subscription, out _);
            // What became due during the turn, and what had no place beside the others.
            Signals.RaiseHere(WakeTopic.WebhooksWaiting);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The turn of webhook subscription {Id} failed; it is tried again.")]
    private static partial void LogTurn(ILogger log, Exception exception, int id);
}
