using Hangfire;
using Portal.Domain.Reports;
using Portal.Jobs.Running;

namespace Portal.Jobs.Reports;

/// <summary>Writes the mails that subscriptions to reports are due; they leave with the others. Safe to repeat: each goes out once.</summary>
[Queue(JobQueues.Default)]
public sealed class SendReportsJob(ReportDelivery delivery)
{
    public Task RunAsync(CancellationToken stop) => delivery.WriteDueAsync(stop);
}
