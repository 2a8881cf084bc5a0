using Hangfire;
using Portal.Domain.Intake.Batches;
using Portal.Jobs.Running;

namespace Portal.Jobs.Intake;

/// <summary>
/// Imports one uploaded file. May be queued twice and may be stopped midway: importing the same rows again changes nothing.
/// </summary>
[Queue(JobQueues.Default)]
public sealed class ImportRecordsJob(ImportRunner runner)
{
    public Task RunAsync(Guid batchId, CancellationToken stop) => runner.RunAsync(batchId, stop);
}
