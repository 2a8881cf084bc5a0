using Hangfire;
using Portal.Domain.Reports.CustomTables;
using Portal.Domain.Reports.Subscriptions;
using Portal.Jobs.Running;

namespace Portal.Jobs.Reports;

/// <summary>Writes the mails that subscriptions to reports and saved tables are due; they leave with the others. Safe to repeat: each goes out once.</summary>
[Queue(JobQueues.Default)]
public sealed class SendReportsJob(ReportDelivery reports, TableDelivery tables)
{
    public async Task RunAsync(CancellationToken stop)
    {
        await reports.WriteDueAsync(stop);
        await tables.WriteDueAsync(stop);
    }
}
