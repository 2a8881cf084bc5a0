using Hangfire;
using Portal.Domain.Data;
using Portal.Domain.Intake.Batches;
using Portal.Domain.Signals;

namespace Portal.Jobs.Intake;

/// <summary>Queues a job for each import that waits, puts back imports whose process is gone, and removes files that no import needs.</summary>
internal sealed class ImportWatch(
    ImportBatches batches,
    ImportStore store,
    IBackgroundJobClient jobs,
    DatabaseOptions database,
    WakeSignals signals,
    TimeProvider clock,
    ILogger<ImportWatch> log
) : PollingService(signals, clock, log)
{
    private static readonly TimeSpan s_every = TimeSpan.FromSeconds(1);

    // A batch of rows takes seconds at most.
    private static readonly TimeSpan s_goneAfter = TimeSpan.FromMinutes(2);

    // Somebody may still be looking at the preview.
    private static readonly TimeSpan s_filesKept = TimeSpan.FromDays(1);

    private readonly HashSet<Guid> _asked = [];

    // One SQLite file has one process: an import that runs at the start was left behind by the last process.
    private bool _requeuesAll = database.Kind == DatabaseKind.Sqlite;
    private DateTimeOffset _tidyAt = DateTimeOffset.MinValue;

    protected override async Task<TimeSpan> PollAsync(CancellationToken stop)
    {
        var notSeenSince = _requeuesAll ? Clock.GetUtcNow() : Clock.GetUtcNow() - s_goneAfter;
        foreach (var left in await batches.RequeueAsync(notSeenSince, stop))
            _asked.Remove(left);
        _requeuesAll = false;
        foreach (var id in await batches.QueuedAsync(stop))
        {
            if (_asked.Add(id))
                jobs.Enqueue<ImportRecordsJob>(job => job.RunAsync(id, CancellationToken.None));
        }
        await TidyAsync(stop);
        return s_every;
    }

    private async Task TidyAsync(CancellationToken stop)
    {
        if (Clock.GetUtcNow() < _tidyAt)
            return;
        _tidyAt = Clock.GetUtcNow() + TimeSpan.FromHours(1);
        var needed = await batches.NeededFilesAsync(stop);
        foreach (var (name, writtenAt) in store.All())
        {
            if (!needed.Contains(name) && writtenAt < Clock.GetUtcNow() - s_filesKept)
                store.Delete(name);
        }
    }
}
