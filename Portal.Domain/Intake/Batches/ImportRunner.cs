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

/// <summary>Does one import. Doing it again is harmless: rows that were taken change nothing, and rejected ones are noted anew.</summary>
public sealed class ImportRunner(IDbContextFactory<PortalDb> databases, FileIntake intake, ImportStore store, DistrictTime time)
{
    private const int RejectedPerWrite = 500;

    /// <summary>Nothing happens unless the import waits: two can never do the same one.</summary>
    public async Task RunAsync(Guid id, CancellationToken stop)
    {
        if (await BeginAsync(id, stop) is not { } batch)
            return;
        // Whoever sent the file reads the errors.
        CultureInfo.CurrentUICulture = CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(batch.Language);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stop);
        try
        {
            var outcome = await TakeAsync(batch, ended);
            await FinishAsync(
                id,
                outcome.Break is null ? ImportStatus.Completed : ImportStatus.Failed,
                outcome.Break?.Message,
                outcome.Result
            );
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested && !stop.IsCancellationRequested)
        {
            // Somebody ended it: its state says so already.
        }
        catch (Exception refused) when (refused is RecordFileException or ProfileException or FileNotFoundException)
        {
            await FinishAsync(
                id,
                ImportStatus.Failed,
                refused is FileNotFoundException ? RowErrors.Message("file.gone") : refused.Message,
                result: null
            );
        }
        catch
        {
            // The process stops or the database is away: it waits to be done again.
            await PutBackAsync(id);
            throw;
        }
        store.Delete(batch.StoredPath!);
        await ForgetFileAsync(id);
    }

    private async Task<ImportBatch?> BeginAsync(Guid id, CancellationToken stop)
    {
        await using var db = await databases.CreateDbContextAsync(stop);
        var begun = await db
            .ImportBatches.Where(b => b.Id == id && b.StoredPath != null && b.Status == ImportStatus.Queued)
            .ExecuteUpdateAsync(
                s =>
                    s.SetProperty(b => b.Status, ImportStatus.Running)
                        .SetProperty(b => b.StartedAt, time.Now)
                        .SetProperty(b => b.SeenAt, time.Now),
                stop
            );
        if (begun == 0)
            return null;
        await db.RejectedRows.Where(r => r.BatchId == id).ExecuteDeleteAsync(stop);
        return await db.ImportBatches.AsNoTracking().SingleAsync(b => b.Id == id, stop);
    }

    private async Task<FileIntakeOutcome> TakeAsync(ImportBatch batch, CancellationTokenSource ended)
    {
        await using var content = store.Open(batch.StoredPath!);
        var request = new FileIntakeRequest(
            batch.Stream,
            batch.FileName,
            batch.ScopeUnitId is { } unit ? UnitScope.Below(unit) : UnitScope.Everything
        )
        {
            Mapping = batch.MappingJson is { } json ? ProfileJson.Read(json) : null,
            DefaultSource = batch.DefaultSource,
            DryRun = batch.DryRun,
        };
        var waiting = new List<RejectedRow>(RejectedPerWrite);
        try
        {
            var outcome = await intake.RunAsync(
                content,
                request,
                columns => NoteColumnsAsync(batch.Id, columns),
                (row, token) => RejectAsync(batch.Id, row, waiting, token),
                new BatchProgress(result => Note(batch.Id, result, content, ended)),
                ended.Token
            );
            await WriteRejectedAsync(waiting, ended.Token);
            return outcome;
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            // What was rejected before the end is told as well as what was taken.
            await WriteRejectedAsync(waiting, CancellationToken.None);
            throw;
        }
    }

    private async ValueTask RejectAsync(Guid batchId, ParsedRow row, List<RejectedRow> waiting, CancellationToken cancellation)
    {
        waiting.Add(
            new RejectedRow
            {
                BatchId = batchId,
                Line = row.Line,
                FieldsJson = JsonSerializer.Serialize(row.Fields),
                ErrorsJson = JsonSerializer.Serialize(row.Errors),
            }
        );
        if (waiting.Count >= RejectedPerWrite)
            await WriteRejectedAsync(waiting, cancellation);
    }

    private async Task WriteRejectedAsync(List<RejectedRow> waiting, CancellationToken cancellation)
    {
        if (waiting.Count == 0)
            return;
        await using var db = await databases.CreateDbContextAsync(cancellation);
        db.RejectedRows.AddRange(waiting);
        await db.SaveChangesAsync(cancellation);
        waiting.Clear();
    }

    private async Task NoteColumnsAsync(Guid id, IReadOnlyList<string> columns)
    {
        await using var db = await databases.CreateDbContextAsync();
        await db
            .ImportBatches.Where(b => b.Id == id)
            .ExecuteUpdateAsync(s => s.SetProperty(b => b.HeaderJson, JsonSerializer.Serialize(columns)));
    }

    private void Note(Guid id, IntakeResult result, FileStream content, CancellationTokenSource ended)
    {
        var read = content.CanSeek ? content.Position : 0;
        using var db = databases.CreateDbContext();
        // One that was ended meanwhile still says what it took.
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
            ended.Cancel();
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

    private async Task PutBackAsync(Guid id)
    {
        await using var db = await databases.CreateDbContextAsync();
        await db
            .ImportBatches.Where(b => b.Id == id && b.Status == ImportStatus.Running)
            .ExecuteUpdateAsync(s => s.SetProperty(b => b.Status, ImportStatus.Queued));
    }

    private async Task ForgetFileAsync(Guid id)
    {
        await using var db = await databases.CreateDbContextAsync();
        await db.ImportBatches.Where(b => b.Id == id).ExecuteUpdateAsync(s => s.SetProperty(b => b.StoredPath, (string?)null));
    }

    /// <summary>Tells at once, in the order of the batches: what a file has come to must not be overtaken.</summary>
    private sealed class BatchProgress(Action<IntakeResult> note) : IProgress<IntakeResult>
    {
        public void Report(IntakeResult value) => note(value);
    }
}
