using Hangfire;
using Portal.Domain.Reports.CustomTables;
using Portal.Domain.Reports.Subscriptions;
using Portal.Jobs.Running;

namespace Portal.Jobs.Reports;

/// <summary>
/// Writes the due mails of subscriptions to reports and saved tables to the outbox. Safe to repeat: each mail is sent once.
/// </summary>
[Queue(JobQueues.Default)]
public sealed class SendReportsJob(ReportDelivery reports, TableDelivery tables)
{
    public async Task RunAsync(CancellationToken stop)
    {
        await reports.WriteDueAsync(stop);
        await tables.WriteDueAsync(stop);
    }
}
