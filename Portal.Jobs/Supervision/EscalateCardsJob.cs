using Hangfire;
using Portal.Domain.Supervision.Handling;
using Portal.Jobs.Running;

namespace Portal.Jobs.Supervision;

/// <summary>Sends cards whose answer is late to the next level. Safe to repeat and to run twice at once.</summary>
[Queue(JobQueues.Default)]
public sealed class EscalateCardsJob(CardEscalations escalations)
{
    public Task RunAsync(CancellationToken stop) => escalations.RunAsync(stop);
}
