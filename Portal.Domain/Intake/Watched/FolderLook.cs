using Microsoft.EntityFrameworkCore;
using Portal.Domain.Access;
using Portal.Domain.Access.Sources;
using Portal.Domain.Catalogue;
using Portal.Domain.Data;
using Portal.Domain.Data.Faults;
using Portal.Domain.Intake.Batches;
using Portal.Domain.Intake.Profiles;
using Portal.Domain.Organisation;
using Portal.Domain.Shared;

namespace Portal.Domain.Intake.Watched;

/// <summary>Looks into watched folders: takes files that are complete, and puts those away whose import has ended.</summary>
public sealed class FolderLook(
    IDbContextFactory<PortalDb> databases,
    IReferenceReader references,
    ImportProfiles profiles,
    FolderTaking taking,
    FolderSettling settling,
    DistrictTime time
)
{
    /// <summary>
    /// How long a file stays unchanged before it is taken: longer than a program pauses while it writes, and than a disk of another machine
    /// takes to tell what was written.
    /// </summary>
    public static readonly TimeSpan Unchanged = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Looks once. Files of a folder are imported one after another, the one written first in front, so that a later one corrects an
    /// earlier.
    /// </summary>
    /// <param name="folder">The folder.</param>
    /// <param name="seen">What the looks before saw; changed by this one. Empty for the first look of a process.</param>
    /// <param name="cancellation">Ends the look; the next one goes on where it was.</param>
    /// <exception cref="StorageUnavailableException">The store takes nothing now.</exception>
    public async Task<FolderLookResult> LookAsync(WatchedFolder folder, SeenFiles seen, CancellationToken cancellation = default)
    {
        try
        {
            if (!Directory.Exists(folder.Path))
                return new(FolderProblem.Missing, IsBusy: false);
            var files = FolderFile.In(folder.Path);
            seen.Keep(files);
            var unreadable = FolderFile.UnreadableIn(folder.Path);
            var result = await LookAsync(folder, files, seen, cancellation);
            return unreadable.Count == 0
                ? result
                : result with
                {
                    Problem = result.Problem ?? FolderProblem.NameNotUtf8,
                    UnreadableNames = unreadable,
                };
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return new(Directory.Exists(folder.Path) ? FolderProblem.NotUsable : FolderProblem.Missing, IsBusy: false) { Cause = failure };
        }
    }

    private async Task<FolderLookResult> LookAsync(
        WatchedFolder folder,
        IReadOnlyList<FolderFile> files,
        SeenFiles seen,
        CancellationToken cancellation
    )
    {
        if (FolderSettling.OutputFolders.Any(name => new OutputFolder(folder.Path, name).IsLinked))
            return new(FolderProblem.Linked, IsBusy: false);
        var marked = await MarkedAsync(folder, cancellation);
        foreach (var file in files)
        {
            if (marked.GetValueOrDefault(file.Origin(folder)) is { FinishedAt: not null } ended)
                await settling.SettleAsync(folder, file, ended, cancellation);
        }
        await settling.ForgetAsync(folder, [.. files.Select(file => file.Origin(folder))], cancellation);
        if (marked.Values.Any(batch => batch.FinishedAt is null))
            return new(Problem: null, IsBusy: true);
        return await TakeNextAsync(folder, [.. files.Where(file => !marked.ContainsKey(file.Origin(folder)))], seen, cancellation);
    }

    private async Task<FolderLookResult> TakeNextAsync(
        WatchedFolder folder,
        IReadOnlyList<FolderFile> files,
        SeenFiles seen,
        CancellationToken cancellation
    )
    {
        if ((await references.GetAsync(cancellation)).Units.Find(folder.Unit) is not { } unit)
            return new(FolderProblem.UnknownUnit, IsBusy: false);
        var actor = Actor.OfImports(folder.Name, unit.Id);
        ProfileMapping? mapping = null;
        if (folder.Profile is { } name)
        {
            mapping = (await profiles.ListAsync(actor, folder.Stream, cancellation)).FirstOrDefault(p => p.Name == name)?.Mapping;
            if (mapping is null)
                return new(FolderProblem.UnknownProfile, IsBusy: false);
        }
        if (await IsHeldElsewhereAsync(folder, UnitScope.Below(unit.Id), cancellation))
            return new(FolderProblem.SourceHeld, IsBusy: false);
        foreach (var file in files)
        {
            if (seen.IsUnchanged(file, time.Now, Unchanged) && await taking.TakeAsync(folder, actor, mapping, file, cancellation))
                return new(Problem: null, IsBusy: true);
        }
        return new(Problem: null, IsBusy: false);
    }

    /// <summary>Whether every row that names no source would be rejected, since the folder's own is another unit's.</summary>
    private async Task<bool> IsHeldElsewhereAsync(WatchedFolder folder, UnitScope scope, CancellationToken cancellation)
    {
        if (SourceName.Clean(folder.Source ?? "") is not { } name)
            return false;
        await using var db = await databases.CreateDbContextAsync(cancellation);
        return await db.SourceNames.AsNoTracking().SingleOrDefaultAsync(n => n.Name == name, cancellation) is { } held
            && !SourceName.IsHeldWithin(scope, held.UnitId, (await references.GetAsync(cancellation)).Units, time.Today);
    }

    private async Task<Dictionary<string, ImportBatch>> MarkedAsync(WatchedFolder folder, CancellationToken cancellation)
    {
        var prefix = folder.Key + "/";
        await using var db = await databases.CreateDbContextAsync(cancellation);
        return await db
            .ImportBatches.AsNoTracking()
            .Where(b => b.Origin != null && b.Origin.StartsWith(prefix))
            .ToDictionaryAsync(b => b.Origin!, StringComparer.Ordinal, cancellation);
    }
}

/// <summary>What a look at a watched folder found.</summary>
/// <param name="Problem">Null when its files are taken.</param>
/// <param name="IsBusy">An import of the folder waits or runs: the next look is worth while soon.</param>
public sealed record FolderLookResult(FolderProblem? Problem, bool IsBusy)
{
    /// <summary>The names of files that cannot be opened, as they can be shown; one for each file.</summary>
    public IReadOnlyList<string> UnreadableNames { get; init; } = [];

    /// <summary>What the system says of the problem, for the log; null when it says nothing.</summary>
    public Exception? Cause { get; init; }
}
