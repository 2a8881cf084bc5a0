using Microsoft.EntityFrameworkCore;
using Portal.Domain.Access;
using Portal.Domain.Catalogue;
using Portal.Domain.Data;
using Portal.Domain.Organisation;
using Portal.Domain.Reports.Drafts;
using Portal.Domain.Shared;

namespace Portal.Domain.Reports.Archive;

/// <summary>Lists the drafts that could not be built, has them tried again, and clears them.</summary>
/// <remarks>They are also tried again by themselves, see <see cref="ReportBuilds"/>.</remarks>
public sealed class FailedDrafts(IDbContextFactory<PortalDb> databases, IReferenceReader references, ReportBuilds builds, DistrictTime time)
{
    /// <summary>The most drafts listed.</summary>
    public const int MostListed = 50;

    private const int IdsPerCommand = 500;

    /// <summary>The failed drafts of the units whose reports the actor reads, latest first.</summary>
    public async Task<FailedDraftList> ReadAsync(Actor actor, CancellationToken cancellation = default)
    {
        var units = (await references.GetAsync(cancellation)).Units;
        var failed = await FindAsync(actor.ScopeFor(Permissions.ReportsRead), units, cancellation);
        return new(
            failed.Count,
            [
                .. failed
                    .Take(MostListed)
                    .Select(b => new FailedDraft(
                        b.Id,
                        units.NameAt(b.UnitId, Days.MonthEnd(b.To)),
                        new(units.Find(b.UnitId)!.Code, b.From, b.To),
                        b.Language,
                        b.FinishedAt ?? b.RequestedAt,
                        b.Error ?? "",
                        builds.NextTry(b)
                    )),
            ]
        );
    }

    /// <summary>Has failed drafts tried again at once.</summary>
    /// <param name="actor">An actor who may write the units' reports; other units' drafts are left alone.</param>
    /// <param name="id">One draft; null for all.</param>
    /// <returns>The number of drafts that wait now.</returns>
    public Task<int> RetryAsync(Actor actor, int? id, CancellationToken cancellation = default) =>
        ForEachAsync(actor, id, some => builds.RetryAsync(some, actor.Name, cancellation), cancellation);

    /// <summary>Removes failed drafts from the list; one that was built before keeps its earlier files.</summary>
    /// <inheritdoc cref="RetryAsync"/>
    /// <returns>The number of drafts cleared.</returns>
    public Task<int> ClearAsync(Actor actor, int? id, CancellationToken cancellation = default) =>
        ForEachAsync(actor, id, some => builds.ClearAsync(some, cancellation), cancellation);

    private async Task<int> ForEachAsync(
        Actor actor,
        int? id,
        Func<IReadOnlyCollection<int>, Task<int>> change,
        CancellationToken cancellation
    )
    {
        var units = (await references.GetAsync(cancellation)).Units;
        var failed = await FindAsync(actor.ScopeFor(Permissions.ReportsWrite), units, cancellation);
        var count = 0;
        foreach (var some in failed.Select(b => b.Id).Where(b => id is null || b == id).Chunk(IdsPerCommand))
            count += await change(some);
        return count;
    }

    private async Task<List<ReportBuild>> FindAsync(UnitScope scope, UnitTree units, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var failed = await db
            .ReportBuilds.AsNoTracking()
            .Where(b => b.State == BuildState.Failed)
            .OrderByDescending(b => b.FinishedAt)
            .ThenByDescending(b => b.Id)
            .ToListAsync(cancellation);
        return failed.FindAll(b => scope.Contains(units, b.UnitId, time.Today));
    }
}
