using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.Data;
using Portal.Domain.Intake.Files;
using Portal.Domain.Intake.Pipeline;
using Portal.Domain.Intake.Profiles;
using Portal.Domain.Intake.Rows;
using Portal.Domain.Organisation;
using Portal.Domain.Shared;

namespace Portal.Domain.Intake.Batches;

/// <summary>
/// Runs one import. A second run is harmless: records already written do not change, and rejected rows replace those of the first run.
/// </summary>
public sealed class ImportRunner(IDbContextFactory<PortalDb> databases, FileIntake intake, ImportStore store, DistrictTime time)
{
    private const int RejectedPerWrite = 500;

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
                id,
                outcome.Break is null ? ImportStatus.Completed : ImportStatus.Failed,
                outcome.Break?.Message,
                outcome.Result
            );
        }
        catch (OperationCanceledException) when (cancelled.IsCancellationRequested && !stop.IsCancellationRequested)
        {
            // A user cancelled the import; its status is already Cancelled.
        }
        catch (Exception failure) when (failure is RecordFileException or ProfileException or FileNotFoundException)
        {
            await FinishAsync(
                id,
                ImportStatus.Failed,
                failure is FileNotFoundException ? RowErrors.Message("file.gone") : failure.Message,
                result: null
            );
        }
        catch
        {
            // The process stops or the database is unreachable: queue the import for another run.
            await RequeueAsync(id);
            throw;
        }
        store.Delete(batch.StoredPath!);
        await ClearStoredPathAsync(id);
    }

    private async Task<ImportBatch?> BeginAsync(Guid id, CancellationToken stop)
    {
        await using var db = await databases.CreateDbContextAsync(stop);
        var started = await db
            .ImportBatches.Where(b => b.Id == id && b.StoredPath != null && b.Status == ImportStatus.Queued)
            .ExecuteUpdateAsync(
                s =>
                    s.SetProperty(b => b.Status, ImportStatus.Running)
                        .SetProperty(b => b.StartedAt, time.Now)
                        .SetProperty(b => b.SeenAt, time.Now),
                stop
            );
        if (started == 0)
            return null;
        await db.RejectedRows.Where(r => r.BatchId == id).ExecuteDeleteAsync(stop);
        return await db.ImportBatches.AsNoTracking().SingleAsync(b => b.Id == id, stop);
    }

    private async Task<FileIntakeOutcome> ImportAsync(ImportBatch batch, CancellationTokenSource cancelled)
    {
        await using var content = store.Open(batch.StoredPath!);
        var request = new FileIntakeRequest(batch.Stream, batch.FileName, UnitScope.Parse(batch.Scope))
        {
            Mapping = batch.MappingJson is { } json ? ProfileJson.Read(json) : null,
            DefaultSource = batch.DefaultSource,
            DryRun = batch.DryRun,
        };
        var unsaved = new List<RejectedRow>(RejectedPerWrite);
        try
        {
            var outcome = await intake.RunAsync(
                content,
                request,
                columns => SaveColumnsAsync(batch.Id, columns),
                (row, token) => RejectAsync(batch.Id, row, unsaved, token),
                new BatchProgress(result => SaveProgress(batch.Id, result, content, cancelled)),
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

    private async ValueTask RejectAsync(Guid batchId, ParsedRow row, List<RejectedRow> unsaved, CancellationToken cancellation)
    {
        unsaved.Add(
            new RejectedRow
            {
                BatchId = batchId,
                Line = row.Line,
                FieldsJson = JsonSerializer.Serialize(row.Fields),
                ErrorsJson = JsonSerializer.Serialize(row.Errors),
            }
        );
        if (unsaved.Count >= RejectedPerWrite)
            await WriteRejectedAsync(unsaved, cancellation);
    }

    private async Task WriteRejectedAsync(List<RejectedRow> unsaved, CancellationToken cancellation)
    {
        if (unsaved.Count == 0)
            return;
        await using var db = await databases.CreateDbContextAsync(cancellation);
        db.RejectedRows.AddRange(unsaved);
        await db.SaveChangesAsync(cancellation);
        unsaved.Clear();
    }

    private async Task SaveColumnsAsync(Guid id, IReadOnlyList<string> columns)
    {
        await using var db = await databases.CreateDbContextAsync();
        await db
            .ImportBatches.Where(b => b.Id == id)
            .ExecuteUpdateAsync(s => s.SetProperty(b => b.HeaderJson, JsonSerializer.Serialize(columns)));
    }

    private void SaveProgress(Guid id, IntakeResult result, FileStream content, CancellationTokenSource cancelled)
    {
        var read = content.CanSeek ? content.Position : 0;
        using var db = databases.CreateDbContext();
        // A cancelled import still shows its counts.
        db.ImportBatches.Where(b => b.Id == id && (b.Status == ImportStatus.Running || b.Status == ImportStatus.Cancelled))
            .ExecuteUpdate(s =>
                s.SetProperty(b => b.SeenAt, time.Now)
                    .SetProperty(b => b.BytesRead, read)
                    .SetProperty(b => b.Received, result.Received)
                    .SetProperty(b => b.Created, result.Created)
                    .SetProperty(b => b.Updated, result.Updated)
                    .SetProperty(b => b.Unchanged, result.Unchanged)
                    .SetProperty(b => b.Rejected, result.Rejected)
            );
        if (!db.ImportBatches.Any(b => b.Id == id && b.Status == ImportStatus.Running))
            cancelled.Cancel();
    }

    private async Task FinishAsync(Guid id, ImportStatus status, string? failure, IntakeResult? result)
    {
        await using var db = await databases.CreateDbContextAsync();
        var batch = await db.ImportBatches.SingleAsync(b => b.Id == id);
        if (batch.Status != ImportStatus.Running)
            return;
        (batch.Status, batch.Failure, batch.FinishedAt) = (status, failure, time.Now);
        if (result is not null)
        {
            (batch.Received, batch.Created, batch.Updated, batch.Unchanged, batch.Rejected) = (
                result.Received,
                result.Created,
                result.Updated,
                result.Unchanged,
                result.Rejected
            );
            if (status == ImportStatus.Completed)
                batch.BytesRead = batch.BytesTotal;
        }
        await db.SaveChangesAsync();
    }

    private async Task RequeueAsync(Guid id)
    {
        await using var db = await databases.CreateDbContextAsync();
        await db
            .ImportBatches.Where(b => b.Id == id && b.Status == ImportStatus.Running)
            .ExecuteUpdateAsync(s => s.SetProperty(b => b.Status, ImportStatus.Queued));
    }

    private async Task ClearStoredPathAsync(Guid id)
    {
        await using var db = await databases.CreateDbContextAsync();
        await db.ImportBatches.Where(b => b.Id == id).ExecuteUpdateAsync(s => s.SetProperty(b => b.StoredPath, (string?)null));
    }

    /// <summary>Reports synchronously, unlike <see cref="Progress{T}"/>, so that an older count never overwrites a newer one.</summary>
    private sealed class BatchProgress(Action<IntakeResult> save) : IProgress<IntakeResult>
    {
        public void Report(IntakeResult value) => save(value);
    }
}
