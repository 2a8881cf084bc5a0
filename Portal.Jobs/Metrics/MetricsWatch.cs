using Portal.Domain.Metrics.Folding;
using Portal.Domain.Signals;
using Portal.Jobs.Running;

namespace Portal.Jobs.Metrics;

/// <summary>
/// Queues a fold as soon as deltas wait: woken by commits of this process and, on PostgreSQL, of others; polling finds deltas without a
/// signal.
/// </summary>
internal sealed class MetricsWatch(
    MetricsFolder folder,
    MetricsRebuilds rebuilds,
    MetricsQueue queue,
    WakeSignals signals,
    NotificationHealth notifications,
    JobsOptions options,
    TimeProvider clock,
    ILogger<MetricsWatch> log
) : PollingService(signals, clock, log)
{
    protected override IReadOnlyList<WakeTopic> WakesOn => [WakeTopic.DeltasWritten];

    protected override async Task<TimeSpan> PollAsync(CancellationToken stop)
    {
        if (await folder.AnyWaitingAsync(stop))
            queue.Enqueue();
        await rebuilds.QueueIfNeededAsync(stop);
        return notifications.PollEvery(TimeSpan.FromMilliseconds(options.WatchEveryMilliseconds));
    }

    // The signal says that deltas wait: no query is needed to know it.
    protected override bool OnWoken()
    {
        queue.Enqueue();
        return false;
    }
}
