using Hangfire;
using Portal.Domain.Reports.Drafts;
using Portal.Domain.Reports.Subscriptions;
using Portal.Jobs.Running;

namespace Portal.Jobs.Reports;

/// <summary>
/// Requests the drafts of all units on the day of reports, and builds requested drafts. May run twice at once and may be killed at any
/// moment: a draft is stored whole or not at all.
/// </summary>
[Queue(JobQueues.Default)]
public sealed class BuildReportsJob(DayBuilds day, ReportBuilder builder)
{
    public async Task RunAsync(CancellationToken stop)
    {
        await day.RequestAsync(stop);
        await builder.BuildWaitingAsync(stop);
    }
}
