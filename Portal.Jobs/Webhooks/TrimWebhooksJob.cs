using Hangfire;
using Portal.Domain.Shared;
using Portal.Domain.Webhooks.Outbox;
using Portal.Jobs.Running;

namespace Portal.Jobs.Webhooks;

/// <summary>Removes deliveries that were acknowledged long ago, with their events. Safe to repeat and to run twice at once.</summary>
[Queue(JobQueues.Default)]
public sealed class TrimWebhooksJob(WebhookOutbox outbox, DistrictTime time)
{
    /// <summary>So long an acknowledged delivery is kept.</summary>
    public static readonly TimeSpan KeptFor = TimeSpan.FromDays(30);

    public Task RunAsync(CancellationToken stop) => outbox.TrimAsync(time.Now - KeptFor, stop);
}
