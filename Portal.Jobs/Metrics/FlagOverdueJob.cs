using Hangfire;
using Portal.Domain.Metrics.Folding;
using Portal.Jobs.Running;

namespace Portal.Jobs.Metrics;

/// <summary>Marks records that are overdue now. Safe to repeat: a record is marked once.</summary>
[Queue(JobQueues.Figures)]
public sealed class FlagOverdueJob(OverdueFlagger flagger)
{
    public Task RunAsync(CancellationToken stop) => flagger.FlagAsync(stop);
}
