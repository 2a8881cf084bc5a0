using Hangfire;
using Portal.Domain.Supervision.Telling;
using Portal.Jobs.Running;

namespace Portal.Jobs.Supervision;

/// <summary>Writes mails about new cards. Safe to repeat and to run twice at once: a card notes when its unit was told.</summary>
[Queue(JobQueues.Default)]
public sealed class TellCardsJob(CardDigests digests)
{
    public Task RunAsync(CancellationToken stop) => digests.TellAsync(stop);
}
