using Hangfire;
using Portal.Domain.Supervision.Issuing;
using Portal.Jobs.Running;

namespace Portal.Jobs.Supervision;

/// <summary>Issues the cards that are due now. Safe to repeat and to run twice at once: a card's key is unique.</summary>
[Queue(JobQueues.Default)]
public sealed class IssueCardsJob(CardIssuer issuer)
{
    public Task RunAsync(CancellationToken stop) => issuer.RunAsync(stop);
}
