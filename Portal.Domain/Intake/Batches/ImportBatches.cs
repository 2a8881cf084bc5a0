using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.Catalogue;
using Portal.Domain.Data;
using Portal.Domain.Intake.Pipeline;
using Portal.Domain.Intake.Profiles;
using Portal.Domain.Organisation;
using Portal.Domain.Records;
using Portal.Domain.Shared;

namespace Portal.Domain.Intake.Batches;

/// <summary>An import that is asked for.</summary>
/// <param name="Stream">What the rows are.</param>
/// <param name="FileName">The name the file had where it came from.</param>
/// <param name="StoredName">Where <see cref="ImportStore"/> keeps it.</param>
/// <param name="CreatedBy">Who sends it.</param>
/// <param name="Scope">The units its rows may name.</param>
public sealed record ImportRequest(RecordStream Stream, string FileName, string StoredName, string CreatedBy, UnitScope Scope)
{
    /// <summary>Null reads the contract's own columns.</summary>
    public ProfileMapping? Mapping { get; init; }

    public string? DefaultSource { get; init; }

    public bool DryRun { get; init; }

    public long Length { get; init; }
}

/// <summary>The imports there are: asked for here, done by a job.</summary>
public sealed class ImportBatches(IDbContextFactory<PortalDb> databases, IReferenceReader references, DistrictTime time)
{
    /// <summary>How many rows a download of rejected rows reads at once.</summary>
    private const int RowsPerQuery = 2_000;

    public async Task<Guid> AddAsync(ImportRequest request, CancellationToken cancellation = default)
    {
        var batch = new ImportBatch
        {
            Id = Guid.CreateVersion7(time.Now),
            Stream = request.Stream,
            FileName = Cut(request.FileName),
            StoredPath = request.StoredName,
            MappingJson = request.Mapping is { } mapping ? ProfileJson.Write(mapping) : null,
            DefaultSource = request.DefaultSource,
            DryRun = request.DryRun,
            Status = ImportStatus.Queued,
            CreatedAt = time.Now,
            CreatedBy = request.CreatedBy,
            Language = CultureInfo.CurrentUICulture.Name,
            ScopeUnitId = request.Scope.UnitId,
            BytesTotal = request.Length,
        };
        await using var db = await databases.CreateDbContextAsync(cancellation);
        db.ImportBatches.Add(batch);
        await db.SaveChangesAsync(cancellation);
        return batch.Id;
    }

    /// <summary>The latest first; somebody with a scope sees those sent within it.</summary>
    public async Task<IReadOnlyList<ImportBatch>> LatestAsync(UnitScope scope, int most = 50, CancellationToken cancellation = default)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        return await (await VisibleAsync(db, scope, cancellation))
            .AsNoTracking()
            .OrderByDescending(b => b.CreatedAt)
            .Take(most)
            .ToListAsync(cancellation);
    }

    /// <returns>Null when there is none, or the scope does not reach it.</returns>
    public async Task<ImportBatch?> FindAsync(Guid id, UnitScope scope, CancellationToken cancellation = default)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        return await (await VisibleAsync(db, scope, cancellation)).AsNoTracking().SingleOrDefaultAsync(b => b.Id == id, cancellation);
    }

    /// <summary>Ends an import that waits or runs, at the next batch of rows; what was taken stays.</summary>
    public async Task CancelAsync(Guid id, UnitScope scope, CancellationToken cancellation = default)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        await (await VisibleAsync(db, scope, cancellation))
            .Where(b => b.Id == id && (b.Status == ImportStatus.Queued || b.Status == ImportStatus.Running))
            .ExecuteUpdateAsync(
                s => s.SetProperty(b => b.Status, ImportStatus.Cancelled).SetProperty(b => b.FinishedAt, time.Now),
                cancellation
            );
    }

    /// <summary>Those that wait for a job, the oldest first.</summary>
    public async Task<IReadOnlyList<Guid>> QueuedAsync(CancellationToken cancellation = default)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        return await db
            .ImportBatches.Where(b => b.Status == ImportStatus.Queued)
            .OrderBy(b => b.CreatedAt)
            .Select(b => b.Id)
            .ToListAsync(cancellation);
    }

    /// <summary>Puts those back that run but showed no sign of life since the instant: whoever ran them is gone. Doing them again is harmless.</summary>
    /// <returns>Their numbers.</returns>
    public async Task<IReadOnlyList<Guid>> RequeueAsync(DateTimeOffset notSeenSince, CancellationToken cancellation = default)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var left = await db
            .ImportBatches.Where(b => b.Status == ImportStatus.Running && b.SeenAt < notSeenSince)
            .Select(b => b.Id)
            .ToListAsync(cancellation);
        if (left.Count == 0)
            return [];
        await db
            .ImportBatches.Where(b => left.Contains(b.Id) && b.Status == ImportStatus.Running && b.SeenAt < notSeenSince)
            .ExecuteUpdateAsync(s => s.SetProperty(b => b.Status, ImportStatus.Queued), cancellation);
        return left;
    }

    /// <summary>The names of all stored files that an import still needs.</summary>
    public async Task<IReadOnlySet<string>> NeededFilesAsync(CancellationToken cancellation = default)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        return await db.ImportBatches.Where(b => b.StoredPath != null).Select(b => b.StoredPath!).ToHashSetAsync(cancellation);
    }

    /// <summary>The rejected rows in the order of the file.</summary>
    public async IAsyncEnumerable<RejectedRow> RejectedAsync(
        Guid batchId,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation = default
    )
    {
        var (after, line) = (0L, 0L);
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

    private async Task<IQueryable<ImportBatch>> VisibleAsync(PortalDb db, UnitScope scope, CancellationToken cancellation)
    {
        if (scope.UnitId is null)
            return db.ImportBatches;
        var units = (await references.GetAsync(cancellation)).Units;
        // Few units import files; below a province there are too many to name in a question.
        var importing = await db
            .ImportBatches.Where(b => b.ScopeUnitId != null)
            .Select(b => b.ScopeUnitId)
            .Distinct()
            .ToListAsync(cancellation);
        var visible = importing.Where(id => scope.Contains(units, id!.Value, time.Today)).ToList();
        return db.ImportBatches.Where(b => visible.Contains(b.ScopeUnitId));
    }

    // A name tells people which file it was; only its end is of use when it is long.
    private static string Cut(string fileName) => Path.GetFileName(fileName) is var name && name.Length > 255 ? name[^255..] : name;
}
