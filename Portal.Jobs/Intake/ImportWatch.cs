using Hangfire;
using Portal.Domain.Data;
using Portal.Domain.Intake.Batches;

namespace Portal.Jobs.Intake;

/// <summary>Sees imports that wait and queues a job for each; puts back those whose process is gone; removes files nobody needs.</summary>
internal sealed partial class ImportWatch(
    ImportBatches batches,
    ImportStore store,
    IBackgroundJobClient jobs,
    DatabaseOptions database,
    TimeProvider clock,
    ILogger<ImportWatch> log
) : BackgroundService
{
    private static readonly TimeSpan s_every = TimeSpan.FromSeconds(1);

    // A batch of rows takes seconds at most.
    private static readonly TimeSpan s_goneAfter = TimeSpan.FromMinutes(2);

    // Somebody may still be looking at the preview.
    private static readonly TimeSpan s_filesKept = TimeSpan.FromDays(1);

    private readonly HashSet<Guid> _asked = [];
    private DateTimeOffset _tidyAt = DateTimeOffset.MinValue;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // One file has one process: what it says is running was left behind by the last one.
        var everythingIsLeft = database.Kind == DatabaseKind.Sqlite;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await LookAsync(everythingIsLeft ? clock.GetUtcNow() : clock.GetUtcNow() - s_goneAfter, stoppingToken);
                everythingIsLeft = false;
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                LogFailure(log, e);
            }
            await Task.Delay(s_every, clock, stoppingToken);
        }
    }

    private async Task LookAsync(DateTimeOffset notSeenSince, CancellationToken stop)
    {
        foreach (var left in await batches.RequeueAsync(notSeenSince, stop))
            _asked.Remove(left);
        foreach (var id in await batches.QueuedAsync(stop))
        {
            if (_asked.Add(id))
                jobs.Enqueue<ImportRecordsJob>(job => job.RunAsync(id, CancellationToken.None));
        }
        if (clock.GetUtcNow() < _tidyAt)
            return;
        _tidyAt = clock.GetUtcNow() + TimeSpan.FromHours(1);
        var needed = await batches.NeededFilesAsync(stop);
        foreach (var (name, writtenAt) in store.All())
        {
            if (!needed.Contains(name) && writtenAt < clock.GetUtcNow() - s_filesKept)
                store.Delete(name);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Looking for imports failed; it goes on.")]
    private static partial void LogFailure(ILogger log, Exception exception);
}
