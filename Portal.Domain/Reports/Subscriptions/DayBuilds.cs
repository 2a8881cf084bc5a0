using Microsoft.EntityFrameworkCore;
using Portal.Domain.Access;
using Portal.Domain.Catalogue;
using Portal.Domain.Data;
using Portal.Domain.Organisation;
using Portal.Domain.Reports.Drafts;
using Portal.Domain.Reports.Monthly.Inputs;
using Portal.Domain.Shared;

namespace Portal.Domain.Reports.Subscriptions;

/// <summary>
/// Requests, on the day of reports, the drafts that are built ahead. Safe to repeat: drafts requested since the day began are left
/// alone.
/// </summary>
public sealed class DayBuilds(IDbContextFactory<PortalDb> databases, ReportBuilds builds, ReportDays days, IReferenceReader references)
{
    /// <returns>The number of drafts requested.</returns>
    public async Task<int> RequestAsync(CancellationToken cancellation = default)
    {
        if (days.Latest() is not { } month)
            return 0;
        var units = (await references.GetAsync(cancellation)).Units;
        var end = Days.MonthEnd(month);
        var wanted = DraftsAhead
            .Of(units, [.. units.All.Where(u => units.IsInForce(u.Id, end))], end)
            .SelectMany(u => Of(u.Id, units.VersionAt(u.Id, end).Kind, month))
            .Concat(await SubscribedAsync(units, month, cancellation));
        return await builds.RequestAsync([.. wanted.Distinct()], Actor.System.Name, days.BeginOf(month)!.Value, cancellation);
    }

    private static IEnumerable<BuildKey> Of(int unitId, UnitKind kind, DateOnly month)
    {
        yield return new(unitId, month, month, ReportLanguages.Chinese.Name);
        if (kind.IsGovernment())
            yield return new(unitId, new(month.Year, 1, 1), month, ReportLanguages.Chinese.Name);
    }

    /// <summary>The drafts to be sent by mail.</summary>
    private async Task<IEnumerable<BuildKey>> SubscribedAsync(UnitTree units, DateOnly month, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var subscriptions = await db.ReportSubscriptions.AsNoTracking().Where(s => !s.SignedOnly).ToListAsync(cancellation);
        return from subscription in subscriptions
            where units.IsInForce(subscription.UnitId, Days.MonthEnd(month))
            let period = ReportDays.PeriodOf(subscription.Span, month)
            where period is not null
            select new BuildKey(subscription.UnitId, period.Value.From, period.Value.To, subscription.Language);
    }
}
