using System.Globalization;
using System.Linq.Expressions;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.Access;
using Portal.Domain.Catalogue;
using Portal.Domain.Data;
using Portal.Domain.Intake.Pipeline;
using Portal.Domain.Intake.Profiles;
using Portal.Domain.Intake.Rows;
using Portal.Domain.Organisation;
using Portal.Domain.Records;
using Portal.Domain.Shared;

namespace Portal.Domain.Intake.Batches;

/// <summary>A request to import one file.</summary>
/// <param name="Stream">The kind of records in the rows.</param>
/// <param name="FileName">The file's name on the sender's computer.</param>
/// <param name="StoredName">The name under which <see cref="ImportStore"/> keeps the file.</param>
public sealed record ImportRequest(RecordStream Stream, string FileName, string StoredName)
{
    /// <summary>Null reads the contract's own columns.</summary>
    public ProfileMapping? Mapping { get; init; }

    public FileReading Reading { get; init; } = FileReading.Found;

    public string? DefaultSource { get; init; }

    public bool DryRun { get; init; }

    public long Length { get; init; }
}

/// <summary>Requests, lists and cancels imports. A job runs them, see <see cref="ImportRunner"/>.</summary>
public sealed class ImportBatches(IDbContextFactory<PortalDb> databases, IReferenceReader references, WriteGate gate, DistrictTime time)
{
    /// <summary>Rows per query of a download of rejected rows.</summary>
    private const int RowsPerQuery = 2_000;

    /// <summary>Tried imports whose file is still kept.</summary>
    internal static readonly Expression<Func<ImportBatch, bool>> Tried = b =>
        b.DryRun && b.Status == ImportStatus.Completed && b.StoredPath != null;

    /// <summary>The most by which the clocks of two processes differ.</summary>
    private static readonly TimeSpan s_clockTolerance = TimeSpan.FromMinutes(10);

    /// <summary>Requests an import; its rows may name the units for which the actor may write the stream now.</summary>
    /// <exception cref="PermissionDeniedException">The actor may not import, or not write the stream.</exception>
    public async Task<Guid> AddAsync(Actor actor, ImportRequest request, CancellationToken cancellation = default)
    {
        actor.Demand(Permissions.ImportsRun);
        actor.Demand(RecordPermissions.Write(request.Stream));
        var batch = New(actor, request);
        await using var db = await databases.CreateDbContextAsync(cancellation);
        db.ImportBatches.Add(batch);
        await db.SaveChangesAsync(cancellation);
        return batch.Id;
    }

    /// <summary>Imports the file of a tried import, with the mapping and the source with which it was tried.</summary>
    /// <returns>Null when there is no such import within the actor's scope, or its file was deleted or is imported already.</returns>
    /// <exception cref="PermissionDeniedException">The actor may not import, or not write the stream.</exception>
    public async Task<Guid?> AddTriedAsync(Actor actor, Guid tried, CancellationToken cancellation = default)
    {
        actor.Demand(Permissions.ImportsRun);
        await using var db = await databases.CreateDbContextAsync(cancellation);
        await using var transaction = await gate.BeginAsync(db, WriteLane.Records, cancellation);
        var batch = await (await VisibleAsync(db, actor, cancellation))
            .Where(Tried)
            .AsTracking()
            .SingleOrDefaultAsync(b => b.Id == tried, cancellation);
        if (batch is null)
            return null;
        var next = TakeFileOver(actor, batch);
        db.ImportBatches.Add(next);
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return next.Id;
    }

    /// <summary>
    /// Imports that ended before the instant no longer need their files: tried ones, and those that were cancelled while they waited.
    /// </summary>
    public async Task ReleaseFilesAsync(DateTimeOffset endedBefore, CancellationToken cancellation = default)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        // Never between the read and the write of an import that takes a tried file over.
        await using var transaction = await gate.BeginAsync(db, WriteLane.Records, cancellation);
        await db
            .ImportBatches.Where(b => b.StoredPath != null && b.FinishedAt < endedBefore)
            .Where(b => b.Status != ImportStatus.Queued && b.Status != ImportStatus.Running)
            .ExecuteUpdateAsync(s => s.SetProperty(b => b.StoredPath, (string?)null), cancellation);
        await transaction.CommitAsync(cancellation);
    }

    /// <summary>The imports sent for units for which the actor runs imports, latest first.</summary>
    public async Task<IReadOnlyList<ImportBatch>> LatestAsync(Actor actor, int most = 50, CancellationToken cancellation = default)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        return await (await VisibleAsync(db, actor, cancellation))
            .AsNoTracking()
            .OrderByDescending(b => b.CreatedAt)
            .ThenByDescending(b => b.Place)
            .Take(most)
            .ToListAsync(cancellation);
    }

    /// <returns>Null when there is none, or it was sent outside the actor's scope.</returns>
    public async Task<ImportBatch?> FindAsync(Actor actor, Guid id, CancellationToken cancellation = default)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        return await (await VisibleAsync(db, actor, cancellation)).AsNoTracking().SingleOrDefaultAsync(b => b.Id == id, cancellation);
    }

    /// <summary>
    /// Cancels an import that waits or runs; a running one stops after its current batch of rows. Records already written stay.
    /// </summary>
    public Task CancelAsync(Actor actor, Guid id, CancellationToken cancellation = default) =>
        CancelWhereAsync(actor, b => b.Id == id, cancellation);

    /// <summary>The imports that wait for a job, oldest first; of a set only the one before which all others have ended.</summary>
    public async Task<IReadOnlyList<Guid>> QueuedAsync(CancellationToken cancellation = default)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        return await db
            .ImportBatches.Where(b => b.Status == ImportStatus.Queued)
            .Where(b =>
                b.SetId == null
                || !db.ImportBatches.Any(before =>
                    before.SetId == b.SetId
                    && before.Place < b.Place
                    && (before.Status == ImportStatus.Queued || before.Status == ImportStatus.Running)
                )
            )
            .OrderBy(b => b.CreatedAt)
            .ThenBy(b => b.Place)
            .Select(b => b.Id)
            .ToListAsync(cancellation);
    }

    /// <summary>
    /// Queues running imports again when their last heartbeat is older than the instant: their process has stopped.
    /// So are those with a heartbeat from the future: the clock was set back since. A second run changes nothing that the first one wrote.
    /// </summary>
    /// <returns>The ids of the queued imports.</returns>
    public async Task<IReadOnlyList<Guid>> RequeueAsync(DateTimeOffset notSeenSince, CancellationToken cancellation = default)
    {
        var ahead = time.Now + s_clockTolerance;
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var stale = await db
            .ImportBatches.Where(b => b.Status == ImportStatus.Running && (b.SeenAt < notSeenSince || b.SeenAt > ahead))
            .Select(b => b.Id)
            .ToListAsync(cancellation);
        if (stale.Count == 0)
            return [];
        await db
            .ImportBatches.Where(b =>
                stale.Contains(b.Id) && b.Status == ImportStatus.Running && (b.SeenAt < notSeenSince || b.SeenAt > ahead)
            )
            .ExecuteUpdateAsync(s => s.SetProperty(b => b.Status, ImportStatus.Queued), cancellation);
        return stale;
    }

    /// <summary>The names of all stored files that an import still needs.</summary>
    public async Task<IReadOnlySet<string>> NeededFilesAsync(CancellationToken cancellation = default)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        return await db.ImportBatches.Where(b => b.StoredPath != null).Select(b => b.StoredPath!).ToHashSetAsync(cancellation);
    }

    /// <summary>The rejected rows in the order of the file; none when the import is out of the actor's scope.</summary>
    public IAsyncEnumerable<RejectedRow> RejectedAsync(Actor actor, Guid batchId, CancellationToken cancellation = default) =>
        RejectedBehindAsync(actor, batchId, behind: null, cancellation);

    /// <summary>The rejected rows behind the one of this line and id; all when it is null.</summary>
    /// <inheritdoc cref="RejectedAsync"/>
    internal async IAsyncEnumerable<RejectedRow> RejectedBehindAsync(
        Actor actor,
        Guid batchId,
        (long Line, long Id)? behind,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        if (await FindAsync(actor, batchId, cancellation) is null)
            yield break;
        var (line, after) = behind ?? (0L, 0L);
        while (true)
        {
            await using var db = await databases.CreateDbContextAsync(cancellation);
            var some = await db
                .RejectedRows.AsNoTracking()
                .Where(r => r.BatchId == batchId && (r.Line > line || (r.Line == line && r.Id > after)))
                .OrderBy(r => r.Line)
                .ThenBy(r => r.Id)
                .Take(RowsPerQuery)
                .ToListAsync(cancellation);
            if (some.Count == 0)
                yield break;
            foreach (var row in some)
                yield return row;
            (line, after) = (some[^1].Line, some[^1].Id);
        }
    }

    internal async Task CancelWhereAsync(Actor actor, Expression<Func<ImportBatch, bool>> which, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        await (await VisibleAsync(db, actor, cancellation))
            .Where(which)
            .Where(b => b.Status == ImportStatus.Queued || b.Status == ImportStatus.Running)
            .ExecuteUpdateAsync(
                s => s.SetProperty(b => b.Status, ImportStatus.Cancelled).SetProperty(b => b.FinishedAt, time.Now),
                cancellation
            );
    }

    /// <summary>A request to import the file of a tried import; the file then belongs to the new import alone.</summary>
    internal ImportBatch TakeFileOver(Actor actor, ImportBatch tried, Guid? set = null, int place = 0)
    {
        actor.Demand(RecordPermissions.Write(tried.Stream));
        var request = new ImportRequest(tried.Stream, tried.FileName, tried.StoredPath!)
        {
            Mapping = tried.MappingJson is { } json ? ProfileJson.Read(json) : null,
            Reading = ReadingOf(tried),
            DefaultSource = tried.DefaultSource,
            Length = tried.BytesTotal,
        };
        tried.StoredPath = null; // the next import deletes the file
        return New(actor, request, set, place);
    }

    internal ImportBatch New(Actor actor, ImportRequest request, Guid? set = null, int place = 0) =>
        new()
        {
            Id = Guid.CreateVersion7(time.Now),
            Stream = request.Stream,
            FileName = Cut(request.FileName),
            SetId = set,
            Place = place,
            StoredPath = request.StoredName,
            MappingJson = request.Mapping is { } mapping ? ProfileJson.Write(mapping) : null,
            ReadingJson = request.Reading == FileReading.Found ? null : JsonSerializer.Serialize(request.Reading),
            DefaultSource = request.DefaultSource,
            DryRun = request.DryRun,
            Status = ImportStatus.Queued,
            CreatedAt = time.Now,
            CreatedBy = actor.Name,
            Language = CultureInfo.CurrentUICulture.Name,
            Scope = actor.ScopeFor(RecordPermissions.Write(request.Stream)).ToText(),
            BytesTotal = request.Length,
        };

    internal static FileReading ReadingOf(ImportBatch batch) =>
        batch.ReadingJson is { } json ? JsonSerializer.Deserialize<FileReading>(json)! : FileReading.Found;

    /// <summary>The imports that were sent within the actor's scope.</summary>
    internal async Task<IQueryable<ImportBatch>> VisibleAsync(PortalDb db, Actor actor, CancellationToken cancellation)
    {
        var scope = actor.ScopeFor(Permissions.ImportsRun);
        if (scope.IsEverything)
            return db.ImportBatches;
        var units = (await references.GetAsync(cancellation)).Units;
        // Few units import files. The units below a province would be too many for the parameters of one query.
        var sent = await db.ImportBatches.Select(b => b.Scope).Distinct().ToListAsync(cancellation);
        var visible = sent.Where(text => IsWithin(UnitScope.Parse(text), scope, units)).ToList();
        return db.ImportBatches.Where(b => visible.Contains(b.Scope));
    }

    private bool IsWithin(UnitScope sent, UnitScope scope, UnitTree units) =>
        sent.Tops.Count > 0 && sent.Tops.All(top => scope.Contains(units, top, time.Today));

    // The end of a long name identifies the file better than its beginning.
    private static string Cut(string fileName) => Path.GetFileName(fileName) is var name && name.Length > 255 ? name[^255..] : name;
}
