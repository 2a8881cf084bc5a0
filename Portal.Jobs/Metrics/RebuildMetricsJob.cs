using Hangfire;
using Portal.Domain.Metrics.Folding;
using Portal.Jobs.Running;

namespace Portal.Jobs.Metrics;

/// <summary>Makes all cells what the records say, while others write. Safe to repeat, and to run twice one after the other.</summary>
[Queue(JobQueues.Default)]
public sealed class RebuildMetricsJob(MetricsAudit audit)
{
    public Task RunAsync(CancellationToken stop) => audit.RebuildAsync(stop);
}
