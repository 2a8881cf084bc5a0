using Hangfire;
using Portal.Domain.Data;
using Portal.Domain.Reports.Drafts;

namespace Portal.Jobs.Reports;

/// <summary>Sees drafts that wait and queues the job that builds them, so that nobody waits for the next minute; puts back what was left behind.</summary>
internal sealed partial class ReportWatch(
    ReportBuilds builds,
    ReportBuilder builder,
    IBackgroundJobClient jobs,
    DatabaseOptions database,
    TimeProvider clock,
    ILogger<ReportWatch> log
) : BackgroundService
{
    private static readonly TimeSpan s_every = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // One file has one process: what it says is being built was left behind by the last one.
        var everythingIsLeft = database.Kind == DatabaseKind.Sqlite;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await builds.ReleaseLeftAsync(everythingIsLeft, stoppingToken);
                everythingIsLeft = false;
                if (!builder.IsRunning && await builds.AnyAsync(stoppingToken))
                    jobs.Enqueue<BuildReportsJob>(job => job.RunAsync(CancellationToken.None));
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                LogFailure(log, e);
            }
            await Task.Delay(s_every, clock, stoppingToken);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Looking for drafts of reports failed; it goes on.")]
    private static partial void LogFailure(ILogger log, Exception exception);
}
