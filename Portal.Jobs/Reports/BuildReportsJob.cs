using Hangfire;
using Portal.Domain.Reports.Drafts;
using Portal.Domain.Reports.Subscriptions;
using Portal.Jobs.Running;

namespace Portal.Jobs.Reports;

/// <summary>On the day of reports asks for the drafts of all units; builds what waits. May run twice at once and may be killed at any moment: a draft is there whole or not at all.</summary>
[Queue(JobQueues.Default)]
public sealed class BuildReportsJob(DayBuilds day, ReportBuilder builder)
{
    public async Task RunAsync(CancellationToken stop)
    {
        await day.RequestAsync(stop);
        await builder.BuildWaitingAsync(stop);
    }
}
