using Hangfire;
using Portal.Domain.Data;
using Portal.Domain.Intake.Batches;
using Portal.Domain.Signals;

namespace Portal.Jobs.Intake;

/// <summary>Queues a job for each waiting import, requeues imports of stopped processes, and deletes files that no import needs.</summary>
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
    private static readonly TimeSpan s_deletesEvery = TimeSpan.FromHours(1);

    // A batch of rows takes seconds at most.
    private static readonly TimeSpan s_stoppedAfter = TimeSpan.FromMinutes(2);

    // The preview of an upload may still be open.
    private static readonly TimeSpan s_filesKept = TimeSpan.FromDays(1);

    private readonly HashSet<Guid> _queued = [];

    // One SQLite file has one process: an import that is running at the start was left by the last process.
    private bool _requeuesAll = database.Kind == DatabaseKind.Sqlite;
    private long? _deleted;

    protected override async Task<TimeSpan> PollAsync(CancellationToken stop)
    {
        var notSeenSince = _requeuesAll ? Clock.GetUtcNow() : Clock.GetUtcNow() - s_stoppedAfter;
        foreach (var left in await batches.RequeueAsync(notSeenSince, stop))
            _queued.Remove(left);
        _requeuesAll = false;
        foreach (var id in await batches.QueuedAsync(stop))
        {
            if (_queued.Add(id))
                jobs.Enqueue<ImportRecordsJob>(job => job.RunAsync(id, CancellationToken.None));
        }
        await DeleteUnneededFilesAsync(stop);
        return s_every;
    }

    private async Task DeleteUnneededFilesAsync(CancellationToken stop)
    {
        if (_deleted is { } since && Clock.GetElapsedTime(since) < s_deletesEvery)
            return;
        _deleted = Clock.GetTimestamp();
        await batches.ReleaseTriedAsync(Clock.GetUtcNow() - s_filesKept, stop);
        var needed = await batches.NeededFilesAsync(stop);
        foreach (var (name, writtenAt) in store.All())
        {
            if (!needed.Contains(name) && writtenAt < Clock.GetUtcNow() - s_filesKept)
                store.Delete(name);
        }
    }
}
