using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Query;
using Portal.Domain.Access;
using Portal.Domain.Data;
using Portal.Domain.Reports.Monthly.Inputs;
using Portal.Domain.Shared;

namespace Portal.Domain.Reports.Drafts;

/// <summary>Drafts that are to be built: each is claimed by one process at a time, and its files appear in the transaction that says it is done.</summary>
public sealed class ReportBuilds(IDbContextFactory<PortalDb> databases, WriteGate gate, DistrictTime time)
{
    /// <summary>Drafts that failed are tried again for two days, once an hour.</summary>
    private static readonly TimeSpan s_triedFor = TimeSpan.FromDays(2);
    private static readonly TimeSpan s_pause = TimeSpan.FromHours(1);

    /// <summary>A draft takes seconds.</summary>
    private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(10);

    /// <summary>Whether a draft can be claimed now.</summary>
    public async Task<bool> AnyAsync(CancellationToken cancellation = default)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        return await db.ReportBuilds.AnyAsync(Ready(), cancellation);
    }

    /// <summary>Takes the next draft for this process alone, those that people asked for first; null when there is none.</summary>
    public async Task<ReportBuild?> ClaimAsync(CancellationToken cancellation = default)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        while (true)
        {
            var next = await db
                .ReportBuilds.AsNoTracking()
                .Where(Ready())
                .OrderBy(b => b.RequestedBy == Actor.System.Name)
                .ThenBy(b => b.RequestedAt)
                .ThenBy(b => b.Id)
                .FirstOrDefaultAsync(cancellation);
            if (next is null)
                return null;
            var at = next.StartedAt is { } last && last >= time.Now ? last + DistrictTime.Tick : time.Now; // tells this claim from an earlier one
            var taken = await ChangeAsync(
                c => c.ReportBuilds.Where(b => b.Id == next.Id && b.State == next.State && b.StartedAt == next.StartedAt),
                b => b.SetProperty(x => x.State, BuildState.Running).SetProperty(x => x.StartedAt, at),
                cancellation
            );
            if (taken == 0)
                continue; // another process was quicker
            (next.State, next.StartedAt) = (BuildState.Running, at);
            return next;
        }
    }

    /// <summary>Stores what was built, and says that it is done, in one transaction.</summary>
    /// <returns>False when the claim had gone to another process meanwhile; then nothing changed.</returns>
    public async Task<bool> DoneAsync(
        ReportBuild claim,
        string basis,
        IReadOnlyCollection<BuiltFile> files,
        CancellationToken cancellation = default
    )
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        await using var transaction = await gate.BeginAsync(db, WriteLane.Reports, cancellation);
        var held = await Held(db, claim)
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

    /// <summary>What was built before says the same still.</summary>
    public Task StillDoneAsync(ReportBuild claim, CancellationToken cancellation = default) =>
        ChangeAsync(
            db => Held(db, claim),
            b =>
                b.SetProperty(x => x.State, BuildState.Done)
                    .SetProperty(x => x.FinishedAt, time.Now)
                    .SetProperty(x => x.Error, (string?)null),
            cancellation
        );

    public Task FailedAsync(ReportBuild claim, string error, CancellationToken cancellation = default)
    {
        var said = error[..Math.Min(error.Length, ReportColumns.ReasonLength)];
        return ChangeAsync(
            db => Held(db, claim),
            b => b.SetProperty(x => x.State, BuildState.Failed).SetProperty(x => x.FinishedAt, time.Now).SetProperty(x => x.Error, said),
            cancellation
        );
    }

    /// <summary>Gives a claim back, to be taken up again.</summary>
    public Task ReleaseAsync(ReportBuild claim, CancellationToken cancellation = default) =>
        ChangeAsync(db => Held(db, claim), b => b.SetProperty(x => x.State, BuildState.Waiting), cancellation);

    /// <summary>Puts back what a process left behind in the middle of building.</summary>
    /// <param name="everything">No other process can be at work.</param>
    /// <param name="cancellation">Ends the call.</param>
    /// <returns>How many.</returns>
    public async Task<int> ReleaseLeftAsync(bool everything = false, CancellationToken cancellation = default)
    {
        var before = everything ? time.Now + DistrictTime.Tick : time.Now - s_longest;
        await using var db = await databases.CreateDbContextAsync(cancellation);
        if (!await Left(db).AnyAsync(cancellation))
            return 0; // asked every few seconds: a look keeps no writer waiting
        return await ChangeAsync(Left, b => b.SetProperty(x => x.State, BuildState.Waiting), cancellation);

        IQueryable<ReportBuild> Left(PortalDb db) => db.ReportBuilds.Where(b => b.State == BuildState.Running && b.StartedAt < before);
    }

    /// <summary>Asks for drafts; those asked for since the instant, and those being built, are left alone.</summary>
    /// <returns>How many were asked for anew.</returns>
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
            !Missing(await db.ReportBuilds.AsNoTracking().Where(b => months.Contains(b.To)).ToListAsync(cancellation), wanted, unlessSince)
                .Any()
        )
            return 0;
        await using var transaction = await gate.BeginAsync(db, WriteLane.Reports, cancellation);
        var rows = await db.ReportBuilds.Where(b => months.Contains(b.To)).ToListAsync(cancellation);
        var missing = Missing(rows, wanted, unlessSince).ToList();
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

    private static IEnumerable<BuildKey> Missing(IEnumerable<ReportBuild> rows, IEnumerable<BuildKey> wanted, DateTimeOffset unlessSince)
    {
        var known = rows.ToDictionary(BuildKey.Of);
        return wanted
            .Distinct()
            .Where(key =>
                !known.TryGetValue(key, out var row) || (row.State is BuildState.Done or BuildState.Failed && row.RequestedAt < unlessSince)
            );
    }

    private Expression<Func<ReportBuild, bool>> Ready()
    {
        var (since, before) = (time.Now - s_triedFor, time.Now - s_pause);
        return b => b.State == BuildState.Waiting || (b.State == BuildState.Failed && b.RequestedAt > since && b.FinishedAt < before);
    }

    /// <summary>Changes rows in a transaction of its own, in line with other writers.</summary>
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

    private static IQueryable<ReportBuild> Held(PortalDb db, ReportBuild claim) =>
        db.ReportBuilds.Where(b => b.Id == claim.Id && b.State == BuildState.Running && b.StartedAt == claim.StartedAt);
}
