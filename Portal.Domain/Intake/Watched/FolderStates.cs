using Microsoft.EntityFrameworkCore;
using Portal.Domain.Data;
using Portal.Domain.Shared;

namespace Portal.Domain.Intake.Watched;

/// <summary>Keeps the state of watched folders, so that processes that do not look into them know it too.</summary>
public sealed class FolderStates(IDbContextFactory<PortalDb> databases, DistrictTime time)
{
    /// <summary>Stores what a process found: called when that changed, and by its first look.</summary>
    public async Task SetAsync(WatchedFolder folder, FolderProblem? problem, CancellationToken cancellation = default)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var changed = await db
            .FolderStates.Where(s => s.Id == folder.Key)
            .ExecuteUpdateAsync(s => s.SetProperty(f => f.Problem, problem).SetProperty(f => f.ChangedAt, time.Now), cancellation);
        if (changed > 0)
            return;
        db.FolderStates.Add(
            new()
            {
                Id = folder.Key,
                Problem = problem,
                ChangedAt = time.Now,
            }
        );
        try
        {
            await db.SaveChangesAsync(cancellation);
        }
        catch (DbUpdateException) when (!cancellation.IsCancellationRequested)
        {
            // Another process has stored its first look meanwhile: the same state, or one that the next look corrects.
            await using var fresh = await databases.CreateDbContextAsync(cancellation);
            if (!await fresh.FolderStates.AnyAsync(s => s.Id == folder.Key, cancellation))
                throw;
        }
    }

    /// <summary>Those of the folders whose files are not imported, each with the reason.</summary>
    public async Task<IReadOnlyList<(WatchedFolder Folder, FolderProblem Problem)>> ProblemsAsync(
        IReadOnlyList<WatchedFolder> folders,
        CancellationToken cancellation = default
    )
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var known = await db
            .FolderStates.Where(s => s.Problem != null)
            .ToDictionaryAsync(s => s.Id, s => s.Problem!.Value, StringComparer.Ordinal, cancellation);
        return [.. folders.Where(f => known.ContainsKey(f.Key)).Select(f => (f, known[f.Key]))];
    }
}
