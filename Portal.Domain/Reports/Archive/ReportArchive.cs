using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.Access;
using Portal.Domain.Catalogue;
using Portal.Domain.Data;
using Portal.Domain.Organisation;
using Portal.Domain.Reports.Drafts;
using Portal.Domain.Reports.Monthly;
using Portal.Domain.Reports.Monthly.Inputs;
using Portal.Domain.Shared;

namespace Portal.Domain.Reports.Archive;

/// <summary>Lists signed reports and drafts, and requests drafts.</summary>
public sealed class ReportArchive(
    IDbContextFactory<PortalDb> databases,
    IReferenceReader references,
    ReportBuilds builds,
    DistrictTime time
)
{
    private static readonly TimeSpan s_progressBack = TimeSpan.FromDays(2);

    /// <summary>
    /// Every unit of the scope that is in force at the end of the period, the highest first, with its signed report and draft.
    /// </summary>
    public async Task<IReadOnlyList<ArchiveRow>> ReadAsync(
        Actor actor,
        DateOnly from,
        DateOnly to,
        CultureInfo culture,
        CancellationToken cancellation = default
    )
    {
        var language = ReportLanguages.Nearest(culture).Name;
        var units = (await references.GetAsync(cancellation)).Units;
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var signed = (
            await db
                .SignedReports.AsNoTracking()
                .Where(r => r.From == from && r.To == to)
                .Select(r => new { r.UnitId, Summary = new SignedSummary(r.Number, r.Hash, r.SignedBy, r.SignedAt, r.Reason) })
                .ToListAsync(cancellation)
        ).ToLookup(r => r.UnitId, r => r.Summary);
        var built = await db
            .ReportBuilds.AsNoTracking()
            .Where(b => b.From == from && b.To == to && b.Language == language)
            .ToDictionaryAsync(b => b.UnitId, cancellation);
        var end = Days.MonthEnd(to);
        return
        [
            .. Within(units, actor.ScopeFor(Permissions.ReportsRead), end)
                .Select(u => (Unit: u, Version: units.VersionAt(u.Id, end)))
                .OrderBy(u => u.Version.Kind.Rank())
                .ThenBy(u => u.Unit.Code, StringComparer.Ordinal)
                .Select(u => new ArchiveRow(
                    u.Unit.Id,
                    u.Unit.Code,
                    u.Version.Name,
                    u.Version.Kind,
                    signed[u.Unit.Id].MaxBy(s => s.Number),
                    Summary(built.GetValueOrDefault(u.Unit.Id))
                )),
        ];
    }

    /// <summary>The signed reports of the scope, latest first.</summary>
    /// <param name="actor">The reader.</param>
    /// <param name="unit">Code of one unit; null for all.</param>
    /// <param name="month">The last month; null for all.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public async Task<IReadOnlyList<SignedRow>> SignedAsync(
        Actor actor,
        string? unit = null,
        DateOnly? month = null,
        CancellationToken cancellation = default
    )
    {
        var units = (await references.GetAsync(cancellation)).Units;
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var reports = db.SignedReports.AsNoTracking();
        if (month is { } to)
            reports = reports.Where(r => r.To == to);
        if (unit is not null)
            reports = units.Find(unit) is { Id: var id } ? reports.Where(r => r.UnitId == id) : reports.Where(r => false);
        var rows = await reports
            .OrderByDescending(r => r.SignedAt)
            .ThenByDescending(r => r.Id)
            .Select(r => new
            {
                r.UnitId,
                r.From,
                r.To,
                Summary = new SignedSummary(r.Number, r.Hash, r.SignedBy, r.SignedAt, r.Reason),
            })
            .ToListAsync(cancellation);
        var scope = actor.ScopeFor(Permissions.ReportsRead);
        return
        [
            .. rows.Where(r => scope.Contains(units, r.UnitId, time.Today))
                .Select(r => new SignedRow(
                    units.Find(r.UnitId)!.Code,
                    units.NameAt(r.UnitId, Days.MonthEnd(r.To)),
                    r.From,
                    r.To,
                    r.Summary
                )),
        ];
    }

    /// <summary>
    /// Requests drafts, again where they were built before; waiting and running builds are left alone. Needs no right to write.
    /// </summary>
    /// <param name="actor">The reader; units out of scope are left out.</param>
    /// <param name="units">Codes; null for every unit of the scope that is in force at the end of the period.</param>
    /// <param name="from">The first day of the first month.</param>
    /// <param name="to">The first day of the last month.</param>
    /// <param name="culture">The language.</param>
    /// <param name="cancellation">Ends the call.</param>
    /// <returns>The number of drafts requested.</returns>
    public async Task<int> RequestAsync(
        Actor actor,
        IReadOnlyCollection<string>? units,
        DateOnly from,
        DateOnly to,
        CultureInfo culture,
        CancellationToken cancellation = default
    )
    {
        var tree = (await references.GetAsync(cancellation)).Units;
        var requested = units?.ToHashSet(StringComparer.Ordinal);
        List<Unit> within = [.. Within(tree, actor.ScopeFor(Permissions.ReportsRead), Days.MonthEnd(to))];
        var keys = (
            requested is null ? DraftsAhead.Of(tree, within, Days.MonthEnd(to)) : within.Where(u => requested.Contains(u.Code))
        ).Select(u => new BuildKey(u.Id, from, to, ReportLanguages.Nearest(culture).Name));
        return await builds.RequestAsync([.. keys], actor.Name, DateTimeOffset.MaxValue, cancellation);
    }

    /// <summary>The progress of the scope's drafts, over all periods requested in the last two days.</summary>
    public async Task<BuildProgress> ProgressAsync(Actor actor, CancellationToken cancellation = default)
    {
        var units = (await references.GetAsync(cancellation)).Units;
        var since = time.Now - s_progressBack;
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var rows = await db
            .ReportBuilds.AsNoTracking()
            .Where(b => b.RequestedAt >= since || b.State == BuildState.Waiting || b.State == BuildState.Running)
            .Select(b => new { b.UnitId, b.State })
            .ToListAsync(cancellation);
        var scope = actor.ScopeFor(Permissions.ReportsRead);
        var counts = rows.Where(r => scope.Contains(units, r.UnitId, time.Today)).CountBy(r => r.State).ToDictionary();
        return new(
            counts.GetValueOrDefault(BuildState.Waiting),
            counts.GetValueOrDefault(BuildState.Running),
            counts.GetValueOrDefault(BuildState.Done),
            counts.GetValueOrDefault(BuildState.Failed)
        );
    }

    private IEnumerable<Unit> Within(UnitTree units, UnitScope scope, DateOnly day) =>
        units.All.Where(u => units.IsInForce(u.Id, day) && scope.Contains(units, u.Id, time.Today));

    private static BuildSummary? Summary(ReportBuild? build) =>
        build is null ? null : new(build.State, build.RequestedBy, build.RequestedAt, build.FinishedAt, build.Error);
}
