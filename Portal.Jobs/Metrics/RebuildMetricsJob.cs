using Hangfire;
using Portal.Domain.Metrics;
using Portal.Jobs.Running;

namespace Portal.Jobs.Metrics;

/// <summary>Writes all cells anew. Safe to repeat; writers wait while it runs, so two can never overlap.</summary>
[Queue(JobQueues.Default)]
public sealed class RebuildMetricsJob(MetricsAudit audit)
{
    public Task RunAsync(CancellationToken stop) => audit.RebuildAsync(stop);
}
