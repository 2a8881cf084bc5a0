using Microsoft.EntityFrameworkCore;
using Portal.Domain.Access;
using Portal.Domain.Data;
using Portal.Domain.Records;
using Portal.Domain.Shared;

namespace Portal.Domain.Intake.Batches;

/// <summary>Files that were sent together: each is an import of its own, and they run one after another in the order of the set.</summary>
/// <remarks>An import that fails or is cancelled does not stop those behind it.</remarks>
public sealed class ImportSets(IDbContextFactory<PortalDb> databases, ImportBatches batches, WriteGate gate, DistrictTime time)
{
    /// <summary>
    /// The most files of a set: a list that is read on one page, which asks for all of it twice a second while it is imported; and more
    /// than a district's year in files of a month for each of two streams.
    /// </summary>
    public const int MostFiles = 50;

    /// <summary>Requests the imports of files that were sent together; files may have the same name.</summary>
    /// <param name="actor">May import, and write the stream of each file.</param>
    /// <param name="requests">1 to <see cref="MostFiles"/>, in the order in which they are imported.</param>
    /// <param name="cancellation">Requests none of them.</param>
    /// <returns>The number of the set.</returns>
    /// <exception cref="PermissionDeniedException">The actor may not import, or not write a stream; no file is imported.</exception>
    /// <exception cref="ArgumentOutOfRangeException">No file, or too many.</exception>
    public async Task<Guid> AddAsync(Actor actor, IReadOnlyList<ImportRequest> requests, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfZero(requests.Count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(requests.Count, MostFiles);
        actor.Demand(Permissions.ImportsRun);
        foreach (var request in requests)
            actor.Demand(RecordPermissions.Write(request.Stream));
        var set = Guid.CreateVersion7(time.Now);
        await using var db = await databases.CreateDbContextAsync(cancellation);
        db.ImportBatches.AddRange(requests.Select((request, place) => batches.New(actor, request, set, place)));
        await db.SaveChangesAsync(cancellation);
        return set;
    }

    /// <summary>Imports the files of a tried set, as they were tried; those that failed, or are imported already, are left out.</summary>
    /// <returns>The number of the new set; null when no file is left.</returns>
    /// <exception cref="PermissionDeniedException">The actor may not import, or not write the stream.</exception>
    public async Task<Guid?> AddTriedAsync(Actor actor, Guid tried, CancellationToken cancellation = default)
    {
        actor.Demand(Permissions.ImportsRun);
        await using var db = await databases.CreateDbContextAsync(cancellation);
        await using var transaction = await gate.BeginAsync(db, WriteLane.Records, cancellation);
        var kept = await (await batches.VisibleAsync(db, actor, cancellation))
            .Where(ImportBatches.Tried)
            .Where(b => b.SetId == tried)
            .OrderBy(b => b.Place)
            .AsTracking()
            .ToListAsync(cancellation);
        if (kept.Count == 0)
            return null;
        var set = Guid.CreateVersion7(time.Now);
        db.ImportBatches.AddRange(kept.Select((batch, place) => batches.TakeFileOver(actor, batch, set, place)));
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return set;
    }

    /// <summary>The imports of a set in their order; none when they were sent outside the actor's scope.</summary>
    public async Task<IReadOnlyList<ImportBatch>> ListAsync(Actor actor, Guid set, CancellationToken cancellation = default)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        return await (await batches.VisibleAsync(db, actor, cancellation))
            .AsNoTracking()
            .Where(b => b.SetId == set)
            .OrderBy(b => b.Place)
            .ToListAsync(cancellation);
    }

    /// <summary>Cancels every import of the set that waits or runs, as <see cref="ImportBatches.CancelAsync"/> does one.</summary>
    public Task CancelAsync(Actor actor, Guid set, CancellationToken cancellation = default) =>
        batches.CancelWhereAsync(actor, b => b.SetId == set, cancellation);
}
