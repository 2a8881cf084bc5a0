using Hangfire;
using Portal.Domain.Intake.Batches;
using Portal.Jobs.Running;

namespace Portal.Jobs.Intake;

/// <summary>Takes one uploaded file in. May be asked for twice and may be stopped midway: what was taken once changes nothing the second time.</summary>
[Queue(JobQueues.Default)]
public sealed class ImportRecordsJob(ImportRunner runner)
{
    public Task RunAsync(Guid batchId, CancellationToken stop) => runner.RunAsync(batchId, stop);
}
