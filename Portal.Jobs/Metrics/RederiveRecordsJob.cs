using Hangfire;
using Portal.Domain.Metrics.Folding;
using Portal.Domain.Shared;
using Portal.Jobs.Running;

namespace Portal.Jobs.Metrics;

/// <summary>
/// Computes records again after a change of items or of the calendar whose import was interrupted before it had done so. Safe to repeat.
/// </summary>
[Queue(JobQueues.Default)]
public sealed class RederiveRecordsJob(RecordRederivation rederivation, DistrictTime time)
{
    /// <summary>How long the import itself is left to compute them.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    public Task RunAsync(CancellationToken stop) => rederivation.DoRequestedAsync(time.Now - Patience, stop);
}
