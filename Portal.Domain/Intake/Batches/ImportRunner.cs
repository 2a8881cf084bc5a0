using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Query;
using Portal.Domain.Data;
using Portal.Domain.Data.Faults;
using Portal.Domain.Intake.Files;
using Portal.Domain.Intake.Pipeline;
using Portal.Domain.Intake.Profiles;
using Portal.Domain.Intake.Rows;
using Portal.Domain.Organisation;
using Portal.Domain.Shared;

namespace Portal.Domain.Intake.Batches;

/// <summary>
/// Runs one import. The counts and rejected rows are stored with the records of each batch of rows: a run that follows an interrupted one
/// continues after its last batch and reports the totals of both.
/// </summary>
public sealed class ImportRunner(IDbContextFactory<PortalDb> databases, FileIntake intake, ImportStore store, DistrictTime time)
{
    private const int RejectedPerWrite = 500;
    private const int NoticesKept = 100;

    /// <summary>
    /// How many runs may end with an unexpected exception before the import fails; more than one job makes with its retries.
    /// </summary>
    internal const int MostFailedRuns = 10;

    /// <summary>Does nothing unless the import is queued, so two processes never run the same one.</summary>
    public async Task RunAsync(Guid id, CancellationToken stop)
    {
        if (await BeginAsync(id, stop) is not { } batch)
            return;
        // The sender of the file reads the errors.
        CultureInfo.CurrentUICulture = CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(batch.Language);
        using var cancelled = CancellationTokenSource.CreateLinkedTokenSource(stop);
        try
        {
            var outcome = await ImportAsync(batch, cancelled);
            await FinishAsync(
                batch,
                outcome.Break is null ? ImportStatus.Completed : ImportStatus.Failed,
                outcome.Break?.Message,
                outcome.Result,
                [.. outcome.Notices, .. outcome.Result.Notices.Take(NoticesKept).Select(notice => notice.Message)]
            );
        }
        catch (OperationCanceledException) when (cancelled.IsCancellationRequested && !stop.IsCancellationRequested)
        {
            // A user has cancelled the import, or another process has taken it over.
        }
        catch (Exception failure) when (failure is RecordFileException or ProfileException or FileNotFoundException)
        {
            await FinishAsync(
                batch,
                ImportStatus.Failed,
                failure is FileNotFoundException ? RowErrors.Message("file.gone") : failure.Message,
                result: null
            );
        }
        catch (Exception failure)
        {
            // The process stops or the storage takes nothing: that says nothing about the file.
            var isOfPortal = !stop.IsCancellationRequested && StorageFaults.Of(failure) is null;
            await RequeueAsync(batch, isOfPortal);
            await ReleaseFileAsync(batch);
            throw;
        }
        await ReleaseFileAsync(batch);
    }

    private async Task<ImportBatch?> BeginAsync(Guid id, CancellationToken stop)
    {
        await using var db = await databases.CreateDbContextAsync(stop);
        var batch = await db.ImportBatches.AsNoTracking().SingleOrDefaultAsync(b => b.Id == id, stop);
        if (batch is not { StoredPath: not null, Status: ImportStatus.Queued })
            return null;
        // Another instant than that of the last run, which may not have noticed that it lost the import.
        var now = time.Now;
        var at = batch.StartedAt == now ? now + DistrictTime.Tick : now;
        var started = await db
            .ImportBatches.Where(b => b.Id == id && b.Status == ImportStatus.Queued && b.StartedAt == batch.StartedAt)
            .ExecuteUpdateAsync(
                s => s.SetProperty(b => b.Status, ImportStatus.Running).SetProperty(b => b.StartedAt, at).SetProperty(b => b.SeenAt, now),
                stop
            );
        if (started == 0)
            return null;
        batch.StartedAt = at;
        // A dry run keeps no records to go on from.
        if (batch.DryRun || await db.RejectedRows.CountAsync(r => r.BatchId == id, stop) != batch.Rejected)
        {
            await db.RejectedRows.Where(r => r.BatchId == id).ExecuteDeleteAsync(stop);
            (batch.Received, batch.Created, batch.Updated, batch.Unchanged, batch.Rejected) = (0, 0, 0, 0, 0);
            (batch.Stale, batch.Cleared, batch.Doubtful) = (0, 0, 0);
        }
        return batch;
    }

    private async Task<FileIntakeOutcome> ImportAsync(ImportBatch batch, CancellationTokenSource cancelled)
    {
        await using var content = store.Open(batch.StoredPath!);
        var request = new FileIntakeRequest(batch.Stream, batch.FileName, UnitScope.Parse(batch.Scope))
        {
            Mapping = batch.MappingJson is { } json ? ProfileJson.Read(json) : null,
            Reading = ImportBatches.ReadingOf(batch),
            DefaultSource = batch.DefaultSource,
            DryRun = batch.DryRun,
            Sender = batch.CreatedBy,
            ImportId = batch.Id,
            FileTime = batch.CreatedAt,
            ResumeFrom = new()
            {
                Received = batch.Received,
                Created = batch.Created,
                Updated = batch.Updated,
                Unchanged = batch.Unchanged,
                Stale = batch.Stale,
                Cleared = batch.Cleared,
                Doubtful = batch.Doubtful,
                Rejected = batch.Rejected,
            },
            Checkpoint = (db, result, rejected, token) => CheckpointAsync(db, batch, result, rejected, cancelled, token),
        };
        var unsaved = new List<RejectedRow>(RejectedPerWrite);
        try
        {
            var outcome = await intake.RunAsync(
                content,
                request,
                file => SaveOpenedAsync(batch.Id, file),
                batch.DryRun ? (row, token) => RejectAsync(batch.Id, row, unsaved, token) : null,
                new BatchProgress(result => SaveProgress(batch, result, content, cancelled)),
                cancelled.Token
            );
            await WriteRejectedAsync(unsaved, cancelled.Token);
            return outcome;
        }
        catch (OperationCanceledException) when (cancelled.IsCancellationRequested)
        {
            // Report the rows rejected before the cancellation too.
            await WriteRejectedAsync(unsaved, CancellationToken.None);
            throw;
        }
    }

    private static async Task CheckpointAsync(
        PortalDb db,
        ImportBatch batch,
        IntakeResult result,
        IReadOnlyList<ParsedRow> rejected,
        CancellationTokenSource cancelled,
        CancellationToken cancellation
    )
    {
        var held = await Held(db, batch).ExecuteUpdateAsync(s => SetCounts(s, result), cancellation);
        if (held == 0)
            await cancelled.CancelAsync();
        cancelled.Token.ThrowIfCancellationRequested();
        db.RejectedRows.AddRange(rejected.Select(row => Stored(batch.Id, row)));
        await db.SaveChangesAsync(cancellation);
    }

    private async ValueTask RejectAsync(Guid batchId, ParsedRow row, List<RejectedRow> unsaved, CancellationToken cancellation)
    {
        unsaved.Add(Stored(batchId, row));
        if (unsaved.Count >= RejectedPerWrite)
            await WriteRejectedAsync(unsaved, cancellation);
    }

    private static RejectedRow Stored(Guid batchId, ParsedRow row) =>
        new()
        {
            BatchId = batchId,
            Line = row.Line,
            FieldsJson = JsonSerializer.Serialize(row.Fields),
            ErrorsJson = JsonSerializer.Serialize(row.Errors),
        };

    private async Task WriteRejectedAsync(List<RejectedRow> unsaved, CancellationToken cancellation)
    {
        if (unsaved.Count == 0)
            return;
        await using var db = await databases.CreateDbContextAsync(cancellation);
        db.RejectedRows.AddRange(unsaved);
        await db.SaveChangesAsync(cancellation);
        unsaved.Clear();
    }

    /// <summary>What a later correction of rejected rows needs of the file.</summary>
    private async Task SaveOpenedAsync(Guid id, RecordFile file)
    {
        await using var db = await databases.CreateDbContextAsync();
        await db
            .ImportBatches.Where(b => b.Id == id)
            .ExecuteUpdateAsync(s =>
                s.SetProperty(b => b.HeaderJson, JsonSerializer.Serialize(file.Columns))
                    .SetProperty(b => b.Format, file.Format)
                    .SetProperty(b => b.CountsFrom1904, file.CountsFrom1904)
            );
    }

    private void SaveProgress(ImportBatch batch, IntakeResult result, FileStream content, CancellationTokenSource cancelled)
    {
        var read = content.CanSeek ? content.Position : 0;
        using var db = databases.CreateDbContext();
        var held = Held(db, batch).ExecuteUpdate(s => s.SetProperty(b => b.SeenAt, time.Now).SetProperty(b => b.BytesRead, read));
        if (held == 0)
            cancelled.Cancel();
        if (!batch.DryRun)
            return; // stored with the records
        // A cancelled dry run still shows its counts.
        db.ImportBatches.Where(b => b.Id == batch.Id && b.StartedAt == batch.StartedAt).ExecuteUpdate(s => SetCounts(s, result));
    }

    /// <summary>Ends the import; does nothing when this run no longer holds it.</summary>
    private async Task FinishAsync(
        ImportBatch claim,
        ImportStatus status,
        string? failure,
        IntakeResult? result,
        IReadOnlyList<string>? notices = null
    )
    {
        await using var db = await databases.CreateDbContextAsync();
        await Held(db, claim)
            .ExecuteUpdateAsync(s =>
            {
                s.SetProperty(b => b.Status, status).SetProperty(b => b.Failure, failure).SetProperty(b => b.FinishedAt, time.Now);
                if (notices is { Count: > 0 })
                    s.SetProperty(b => b.NoticesJson, JsonSerializer.Serialize(notices));
                if (result is not null)
                    SetCounts(s, result);
                if (result is not null && status == ImportStatus.Completed)
                    s.SetProperty(b => b.BytesRead, b => b.BytesTotal);
            });
    }

    private static void SetCounts(UpdateSettersBuilder<ImportBatch> setters, IntakeResult result) =>
        setters
            .SetProperty(b => b.Received, result.Received)
            .SetProperty(b => b.Created, result.Created)
            .SetProperty(b => b.Updated, result.Updated)
            .SetProperty(b => b.Unchanged, result.Unchanged)
            .SetProperty(b => b.Stale, result.Stale)
            .SetProperty(b => b.Cleared, result.Cleared)
            .SetProperty(b => b.Doubtful, result.Doubtful)
            .SetProperty(b => b.Rejected, result.Rejected);

    /// <summary>Queues the import for another run, unless errors of the portal have ended too many.</summary>
    private async Task RequeueAsync(ImportBatch claim, bool isOfPortal)
    {
        if (isOfPortal && claim.FailedRuns + 1 >= MostFailedRuns)
        {
            await FinishAsync(claim, ImportStatus.Failed, RowErrors.Message("import.failedRuns", MostFailedRuns), result: null);
            return;
        }
        var failedRuns = claim.FailedRuns + (isOfPortal ? 1 : 0);
        await using var db = await databases.CreateDbContextAsync();
        await Held(db, claim)
            .ExecuteUpdateAsync(s => s.SetProperty(b => b.Status, ImportStatus.Queued).SetProperty(b => b.FailedRuns, failedRuns));
    }

    /// <summary>The import while this run holds it.</summary>
    private static IQueryable<ImportBatch> Held(PortalDb db, ImportBatch claim) =>
        db.ImportBatches.Where(b => b.Id == claim.Id && b.Status == ImportStatus.Running && b.StartedAt == claim.StartedAt);

    /// <summary>
    /// Deletes the file of an import that has ended. An import that is queued or running still needs its file, in whichever process it
    /// runs; the file of a dry run is kept for the import that may follow.
    /// </summary>
    private async Task ReleaseFileAsync(ImportBatch claim)
    {
        await using var db = await databases.CreateDbContextAsync();
        var released = await db
            .ImportBatches.Where(b => b.Id == claim.Id && b.StoredPath != null)
            .Where(b =>
                b.Status == ImportStatus.Failed || b.Status == ImportStatus.Cancelled || (b.Status == ImportStatus.Completed && !b.DryRun)
            )
            .ExecuteUpdateAsync(s => s.SetProperty(b => b.StoredPath, (string?)null));
        if (released > 0)
            store.Delete(claim.StoredPath!);
    }

    /// <summary>Reports synchronously, unlike <see cref="Progress{T}"/>, so that an older count never overwrites a newer one.</summary>
    private sealed class BatchProgress(Action<IntakeResult> save) : IProgress<IntakeResult>
    {
        public void Report(IntakeResult value) => save(value);
    }
}
