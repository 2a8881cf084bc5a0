using Hangfire;
using Portal.Domain.Metrics.Folding;
using Portal.Jobs.Running;

namespace Portal.Jobs.Metrics;

/// <summary>Folds what waits into the cells. Safe to run twice or at once: folding is one transaction that also deletes what it took.</summary>
/// <remarks>A failure is not tried again by Hangfire: <see cref="MetricsWatch"/> sees that changes still wait, and asks again at growing intervals.</remarks>
[Queue(JobQueues.Figures)]
[AutomaticRetry(Attempts = 0, OnAttemptsExceeded = AttemptsExceededAction.Delete)]
public sealed class AggregateMetricsJob(MetricsFolder folder, MetricsQueue queue)
{
    public async Task RunAsync(CancellationToken stop)
    {
        queue.Begun();
        try
        {
            await folder.FoldAllAsync(stop);
            queue.Succeeded();
        }
        catch (Exception) when (!stop.IsCancellationRequested)
        {
            queue.Failed();
            throw;
        }
    }
}
