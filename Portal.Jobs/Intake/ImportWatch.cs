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

    // Longer than the pauses between the retries of a failing job. Two jobs of one import do no harm: it is run by one of them.
    private static readonly TimeSpan s_queuesAgainAfter = TimeSpan.FromMinutes(10);

    /// <summary>When a job was queued for an import.</summary>
    private readonly Dictionary<Guid, long> _queued = [];

    // One SQLite file has one process: an import that is running at the start was left by the last process.
    private bool _requeuesAll = database.Kind == DatabaseKind.Sqlite;
    private long? _deleted;

    protected override async Task<TimeSpan> PollAsync(CancellationToken stop)
    {
        var notSeenSince = _requeuesAll ? Clock.GetUtcNow() : Clock.GetUtcNow() - s_stoppedAfter;
        foreach (var left in await batches.RequeueAsync(notSeenSince, stop))
            _queued.Remove(left);
        _requeuesAll = false;
        Queue(await batches.QueuedAsync(stop));
        await DeleteUnneededFilesAsync(stop);
        return s_every;
    }

    /// <summary>Queues a job for each waiting import that has none, and again when its job has ended without running it.</summary>
    private void Queue(IReadOnlyList<Guid> waiting)
    {
        foreach (var id in _queued.Keys.Except(waiting).Where(IsDue).ToList())
            _queued.Remove(id);
        foreach (var id in waiting.Where(IsDue))
        {
            _queued[id] = Clock.GetTimestamp();
            jobs.Enqueue<ImportRecordsJob>(job => job.RunAsync(id, CancellationToken.None));
        }
    }

    private bool IsDue(Guid id) => !_queued.TryGetValue(id, out var since) || Clock.GetElapsedTime(since) >= s_queuesAgainAfter;

    private async Task DeleteUnneededFilesAsync(CancellationToken stop)
    {
        if (_deleted is { } since && Clock.GetElapsedTime(since) < s_deletesEvery)
            return;
        _deleted = Clock.GetTimestamp();
        await batches.ReleaseFilesAsync(Clock.GetUtcNow() - s_filesKept, stop);
        var needed = await batches.NeededFilesAsync(stop);
        foreach (var (name, writtenAt) in store.All())
        {
            if (!needed.Contains(name) && writtenAt < Clock.GetUtcNow() - s_filesKept)
                store.Delete(name);
        }
    }
}
