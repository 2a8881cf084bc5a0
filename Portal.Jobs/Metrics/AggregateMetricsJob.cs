using Hangfire;
using Portal.Domain.Metrics.Folding;
using Portal.Jobs.Running;

namespace Portal.Jobs.Metrics;

/// <summary>
/// Folds waiting deltas into the cells. Safe to run twice or at once: folding is one transaction that also deletes the deltas.
/// </summary>
/// <remarks>
/// Hangfire does not retry a failure: <see cref="MetricsWatch"/> finds that deltas still wait, and queues again at growing intervals.
/// </remarks>
[Queue(JobQueues.Figures)]
[AutomaticRetry(Attempts = 0, OnAttemptsExceeded = AttemptsExceededAction.Delete)]
public sealed class AggregateMetricsJob(MetricsFolder folder, MetricsQueue queue)
{
    public async Task RunAsync(CancellationToken stop)
    {
        queue.OnFoldBegins();
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
