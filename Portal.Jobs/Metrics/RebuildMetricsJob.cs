using Hangfire;
using Portal.Domain.Metrics.Folding;
using Portal.Jobs.Running;

namespace Portal.Jobs.Metrics;

/// <summary>Recomputes all cells from the records, while others write. Safe to repeat, and to run twice one after the other.</summary>
[Queue(JobQueues.Default)]
public sealed class RebuildMetricsJob(MetricsAudit audit)
{
    public Task RunAsync(CancellationToken stop) => audit.RebuildAsync(stop);
}
