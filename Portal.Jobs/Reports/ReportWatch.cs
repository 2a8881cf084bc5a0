using Hangfire;
using Portal.Domain.Data;
using Portal.Domain.Reports.Drafts;
using Portal.Domain.Signals;

namespace Portal.Jobs.Reports;

/// <summary>
/// Queues <see cref="BuildReportsJob"/> within seconds after a draft was requested, and requeues drafts that a stopped process left
/// unfinished.
/// </summary>
internal sealed class ReportWatch(
    ReportBuilds builds,
    ReportBuilder builder,
    IBackgroundJobClient jobs,
    DatabaseOptions database,
    WakeSignals signals,
    TimeProvider clock,
    ILogger<ReportWatch> log
) : PollingService(signals, clock, log)
{
    private static readonly TimeSpan s_every = TimeSpan.FromSeconds(2);

    // One SQLite file has one process: a draft that is being built at the start was left by the last process.
    private bool _releasesAll = database.Kind == DatabaseKind.Sqlite;

    protected override async Task<TimeSpan> PollAsync(CancellationToken stop)
    {
        await builds.ReleaseAbandonedAsync(_releasesAll, stop);
        _releasesAll = false;
        if (!builder.IsRunning && await builds.AnyAsync(stop))
            jobs.Enqueue<BuildReportsJob>(job => job.RunAsync(CancellationToken.None));
        return s_every;
    }
}
