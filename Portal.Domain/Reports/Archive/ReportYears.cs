using Microsoft.EntityFrameworkCore;
using Portal.Domain.Access;
using Portal.Domain.Catalogue;
using Portal.Domain.Data;
using Portal.Domain.Figures.Forms;
using Portal.Domain.Figures.Owed;
using Portal.Domain.Organisation;
using Portal.Domain.Reports.Monthly;
using Portal.Domain.Reports.Monthly.Inputs;
using Portal.Domain.Shared;

namespace Portal.Domain.Reports.Archive;

/// <summary>Lists the reports of a unit in a year with their stages, without reading any figure.</summary>
public sealed class ReportYears(
    IDbContextFactory<PortalDb> databases,
    IReferenceReader references,
    SheetProgressReader progress,
    SheetTotals totals,
    IFigureReferences figures,
    DistrictTime time
)
{
    /// <summary>The months, the periods from January on, the quarters and the year.</summary>
    /// <returns>Null when there is no such unit, or it is out of the actor's scope; the caller cannot tell which.</returns>
    public async Task<ReportYear?> ReadAsync(Actor actor, string unit, int year, CancellationToken cancellation = default)
    {
        var units = (await references.GetAsync(cancellation)).Units;
        var scope = actor.ScopeFor(Permissions.ReportsRead);
        if (units.Find(unit) is not { } found || !scope.Contains(units, found.Id, time.Today))
            return null;
        var signed = await SignedAsync(found.Id, year, cancellation);
        var missing =
            units.EverChildren(found.Id).Count == 0
                ? await MissingOfOneAsync(scope, found.Id, year, cancellation)
                : await MissingAsync(scope, found.Id, year, cancellation);
        return new(
            found.Id,
            found.Code,
            units.NameAt(found.Id, NameDay(year)),
            year,
            [
                .. ReportKey
                    .OfYear(found.Code, year)
                    .Select(key => new ListedReport(
                        key,
                        signed.GetValueOrDefault((key.From, key.To)),
                        Stage(key),
                        missing.Where(m => key.From <= m.Key && m.Key <= key.To).Sum(m => m.Value)
                    )),
            ]
        );
    }

    private DateOnly NameDay(int year) => new DateOnly(year, 12, 31) is var end && end < time.Today ? end : time.Today;

    private async Task<Dictionary<(DateOnly From, DateOnly To), SignedSummary>> SignedAsync(
        int unitId,
        int year,
        CancellationToken cancellation
    )
    {
        var (first, last) = (new DateOnly(year, 1, 1), new DateOnly(year, 12, 1));
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var rows = await db
            .SignedReports.AsNoTracking()
            .Where(r => r.UnitId == unitId && first <= r.From && r.To <= last)
            .Select(r => new
            {
                r.From,
                r.To,
                r.Number,
                r.Hash,
                r.SignedBy,
                r.SignedAt,
                r.Reason,
            })
            .ToListAsync(cancellation);
        return rows.GroupBy(r => (r.From, r.To))
            .ToDictionary(
                g => g.Key,
                g => g.MaxBy(r => r.Number) is var r ? new SignedSummary(r!.Number, r.Hash, r.SignedBy, r.SignedAt, r.Reason) : null!
            );
    }

    /// <summary>The number of sheets of each month that are not approved.</summary>
    private async Task<Dictionary<DateOnly, int>> MissingAsync(UnitScope scope, int unitId, int year, CancellationToken cancellation)
    {
        var forms = (await figures.GetAsync(cancellation)).Forms;
        var months = await totals.ReadAsync(scope, new(year, 1, 1), new(year, 12, 1), cancellation);
        return months.ToDictionary(m => m.Key, m => m.Value.Of(unitId, forms).Count is var count ? count.Expected - count.Approved : 0);
    }

    private async Task<Dictionary<DateOnly, int>> MissingOfOneAsync(UnitScope scope, int unitId, int year, CancellationToken cancellation)
    {
        var sheets = await progress.ReadOwnAsync(scope, [unitId], new(year, 1, 1), new(year, 12, 1), cancellation);
        return sheets
            .GroupBy(s => s.Month)
            .ToDictionary(g => g.Key, g => ReportingCount.Of(g) is var count ? count.Expected - count.Approved : 0);
    }

    private ReportStage Stage(ReportKey key) =>
        key.From > time.Today ? ReportStage.Ahead
        : key.Period.To >= time.Today ? ReportStage.Running
        : ReportStage.Over;
}

/// <summary>The reports of one unit in one year.</summary>
/// <param name="UnitName">The name at the year's end, or today's.</param>
/// <param name="Reports">In the order of <see cref="ReportKey.OfYear"/>.</param>
public sealed record ReportYear(int UnitId, string Unit, string UnitName, int Year, IReadOnlyList<ListedReport> Reports);

/// <param name="Signed">The latest signed one; null when none was.</param>
/// <param name="Missing">Sheets of monthly figures in the period that are expected and were never approved.</param>
public sealed record ListedReport(ReportKey Key, SignedSummary? Signed, ReportStage Stage, int Missing);

/// <summary>Whether a period is over, running or to come.</summary>
public enum ReportStage
{
    /// <summary>The period has not begun.</summary>
    Ahead,

    /// <summary>The period is running.</summary>
    Running,
    Over,
}
