using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Query;
using Portal.Domain.Access;
using Portal.Domain.Data;
using Portal.Domain.Reports.Monthly.Inputs;
using Portal.Domain.Shared;

namespace Portal.Domain.Reports.Drafts;

/// <summary>
/// The queue of drafts: one process at a time claims a draft, and its files appear in the transaction that marks it as done.
/// </summary>
public sealed class ReportBuilds(IDbContextFactory<PortalDb> databases, WriteGate gate, DistrictTime time)
{
    /// <summary>Failed drafts are retried once an hour for two days after the request, then once a day.</summary>
    private static readonly TimeSpan s_hourlyPeriod = TimeSpan.FromDays(2);
    private static readonly TimeSpan s_firstPause = TimeSpan.FromHours(1);
    private static readonly TimeSpan s_laterPause = TimeSpan.FromDays(1);

    /// <summary>A claim this old belongs to a process that ended: a draft takes seconds.</summary>
    private static readonly TimeSpan s_longestBuild = TimeSpan.FromMinutes(10);

    /// <summary>Whether a draft can be claimed now.</summary>
    public async Task<bool> AnyAsync(CancellationToken cancellation = default)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        return await db.ReportBuilds.AnyAsync(IsClaimable(), cancellation);
    }

    /// <summary>Claims the next draft for this process alone, those requested by users first; null when there is none.</summary>
    public async Task<ReportBuild?> ClaimAsync(CancellationToken cancellation = default)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        while (true)
        {
            var next = await db
                .ReportBuilds.AsNoTracking()
                .Where(IsClaimable())
                .OrderBy(b => b.RequestedBy == Actor.System.Name)
                .ThenBy(b => b.RequestedAt)
                .ThenBy(b => b.Id)
                .FirstOrDefaultAsync(cancellation);
            if (next is null)
                return null;
            // Another instant than that of the last claim, so that the two differ.
            var now = time.Now;
            var at = next.StartedAt == now ? now + DistrictTime.Tick : now;
            var taken = await ChangeAsync(
                c => c.ReportBuilds.Where(b => b.Id == next.Id && b.State == next.State && b.StartedAt == next.StartedAt),
                b => b.SetProperty(x => x.State, BuildState.Running).SetProperty(x => x.StartedAt, at),
                cancellation
            );
            if (taken == 0)
                continue; // another process claimed it first
            (next.State, next.StartedAt) = (BuildState.Running, at);
            return next;
        }
    }

    /// <summary>Stores the files and marks the draft as done, in one transaction.</summary>
    /// <returns>False when another process has claimed it meanwhile; then nothing changed.</returns>
    public async Task<bool> DoneAsync(
        ReportBuild claim,
        string basis,
        IReadOnlyCollection<BuiltFile> files,
        CancellationToken cancellation = default
    )
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        await using var transaction = await gate.BeginAsync(db, WriteLane.Reports, cancellation);
        var held = await OfClaim(db, claim)
            .ExecuteUpdateAsync(
                b =>
                    b.SetProperty(x => x.State, BuildState.Done)
                        .SetProperty(x => x.FinishedAt, time.Now)
                        .SetProperty(x => x.Basis, basis)
                        .SetProperty(x => x.Error, (string?)null),
                cancellation
            );
        if (held == 0)
            return false;
        await db.Set<BuiltFile>().Where(f => f.BuildId == claim.Id).ExecuteDeleteAsync(cancellation);
        db.AddRange(files);
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return true;
    }

    /// <summary>Marks the draft as done with its earlier files, which are up to date.</summary>
    public Task ConfirmDoneAsync(ReportBuild claim, CancellationToken cancellation = default) =>
        ChangeAsync(
            db => OfClaim(db, claim),
            b =>
                b.SetProperty(x => x.State, BuildState.Done)
                    .SetProperty(x => x.FinishedAt, time.Now)
                    .SetProperty(x => x.Error, (string?)null),
            cancellation
        );

    public Task FailedAsync(ReportBuild claim, string error, CancellationToken cancellation = default)
    {
        var shortened = error[..Math.Min(error.Length, ReportColumns.ReasonLength)];
        return ChangeAsync(
            db => OfClaim(db, claim),
            b =>
                b.SetProperty(x => x.State, BuildState.Failed)
                    .SetProperty(x => x.FinishedAt, time.Now)
                    .SetProperty(x => x.Error, shortened),
            cancellation
        );
    }

    /// <summary>When a failed draft is next tried again by itself; a past instant means at once.</summary>
    internal DateTimeOffset NextTry(ReportBuild failed)
    {
        var at = failed.FinishedAt ?? time.Now;
        if (at > time.Now)
            return time.Now; // the clock was set back since
        return at + (failed.RequestedAt > time.Now - s_hourlyPeriod ? s_firstPause : s_laterPause);
    }

    /// <summary>Has failed drafts tried again at once.</summary>
    /// <param name="ids">Those that have not failed are left alone.</param>
    /// <returns>The number of drafts that wait now.</returns>
    internal Task<int> RetryAsync(IReadOnlyCollection<int> ids, string by, CancellationToken cancellation) =>
        ChangeAsync(
            db => db.ReportBuilds.Where(b => ids.Contains(b.Id) && b.State == BuildState.Failed),
            b =>
                b.SetProperty(x => x.State, BuildState.Waiting)
                    .SetProperty(x => x.RequestedBy, by)
                    .SetProperty(x => x.RequestedAt, time.Now)
                    .SetProperty(x => x.Error, (string?)null),
            cancellation
        );

    /// <summary>Removes failed drafts; one that was built before keeps its earlier files.</summary>
    /// <param name="ids">Those that have not failed are left alone.</param>
    /// <returns>The number of drafts that are failed no more.</returns>
    internal async Task<int> ClearAsync(IReadOnlyCollection<int> ids, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        await using var transaction = await gate.BeginAsync(db, WriteLane.Reports, cancellation);
        var failed = db.ReportBuilds.Where(b => ids.Contains(b.Id) && b.State == BuildState.Failed);
        var kept = await failed
            .Where(b => b.Files.Any())
            .ExecuteUpdateAsync(b => b.SetProperty(x => x.State, BuildState.Done).SetProperty(x => x.Error, (string?)null), cancellation);
        var removed = await failed.ExecuteDeleteAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return kept + removed;
    }

    /// <summary>Releases a claim, so that the draft waits again.</summary>
    public Task ReleaseAsync(ReportBuild claim, CancellationToken cancellation = default) =>
        ChangeAsync(db => OfClaim(db, claim), b => b.SetProperty(x => x.State, BuildState.Waiting), cancellation);

    /// <summary>Releases drafts that a process left unfinished.</summary>
    /// <param name="everything">No other process can be building.</param>
    /// <param name="cancellation">Ends the call.</param>
    /// <returns>The number of drafts released.</returns>
    public async Task<int> ReleaseAbandonedAsync(bool everything = false, CancellationToken cancellation = default)
    {
        // A claim from the future was made before the clock was set back.
        var (before, after) = (time.Now - s_longestBuild, time.Now + s_longestBuild);
        await using var db = await databases.CreateDbContextAsync(cancellation);
        if (!await Left(db).AnyAsync(cancellation))
            return 0; // runs every few seconds: a read blocks no writer
        return await ChangeAsync(Left, b => b.SetProperty(x => x.State, BuildState.Waiting), cancellation);

        IQueryable<ReportBuild> Left(PortalDb db) =>
            db.ReportBuilds.Where(b => b.State == BuildState.Running && (everything || b.StartedAt < before || b.StartedAt > after));
    }

    /// <summary>Requests drafts; those requested since the instant, and those being built, are left alone.</summary>
    /// <returns>The number of new requests.</returns>
    internal async Task<int> RequestAsync(
        IReadOnlyCollection<BuildKey> wanted,
        string by,
        DateTimeOffset unlessSince,
        CancellationToken cancellation
    )
    {
        if (wanted.Count == 0)
            return 0;
        List<DateOnly> months = [.. wanted.Select(k => k.To).Distinct()];
        await using var db = await databases.CreateDbContextAsync(cancellation);
        if (
            !Missing(
                    await db.ReportBuilds.AsNoTracking().Where(b => months.Contains(b.To)).ToListAsync(cancellation),
                    wanted,
                    unlessSince,
                    time.Now
                )
                .Any()
        )
            return 0;
        await using var transaction = await gate.BeginAsync(db, WriteLane.Reports, cancellation);
        var rows = await db.ReportBuilds.Where(b => months.Contains(b.To)).ToListAsync(cancellation);
        var missing = Missing(rows, wanted, unlessSince, time.Now).ToList();
        var known = rows.ToDictionary(BuildKey.Of);
        foreach (var key in missing)
        {
            if (known.TryGetValue(key, out var row))
                (row.State, row.RequestedBy, row.RequestedAt, row.Error) = (BuildState.Waiting, by, time.Now, null);
            else
                db.ReportBuilds.Add(key.Row(by, time.Now));
        }
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return missing.Count;
    }

    // A request from the future was made before the clock was set back: its figures are older than it says.
    private static IEnumerable<BuildKey> Missing(
        IEnumerable<ReportBuild> rows,
        IEnumerable<BuildKey> wanted,
        DateTimeOffset unlessSince,
        DateTimeOffset now
    )
    {
        var known = rows.ToDictionary(BuildKey.Of);
        return wanted
            .Distinct()
            .Where(key =>
                !known.TryGetValue(key, out var row)
                || (row.State is BuildState.Done or BuildState.Failed && (row.RequestedAt < unlessSince || row.RequestedAt > now))
            );
    }

    private Expression<Func<ReportBuild, bool>> IsClaimable()
    {
        var now = time.Now;
        var (hourlySince, anHourAgo, aDayAgo) = (now - s_hourlyPeriod, now - s_firstPause, now - s_laterPause);
        return b =>
            b.State == BuildState.Waiting
            || (
                b.State == BuildState.Failed
                && (b.FinishedAt > now || b.FinishedAt < aDayAgo || (b.RequestedAt > hourlySince && b.FinishedAt < anHourAgo))
            );
    }

    /// <summary>Changes rows in a transaction of its own, in turn with other writers.</summary>
    private async Task<int> ChangeAsync(
        Func<PortalDb, IQueryable<ReportBuild>> rows,
        Action<UpdateSettersBuilder<ReportBuild>> change,
        CancellationToken cancellation
    )
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        await using var transaction = await gate.BeginAsync(db, WriteLane.Reports, cancellation);
        var changed = await rows(db).ExecuteUpdateAsync(change, cancellation);
        await transaction.CommitAsync(cancellation);
        return changed;
    }

    private static IQueryable<ReportBuild> OfClaim(PortalDb db, ReportBuild claim) =>
        db.ReportBuilds.Where(b => b.Id == claim.Id && b.State == BuildState.Running && b.StartedAt == claim.StartedAt);
}
