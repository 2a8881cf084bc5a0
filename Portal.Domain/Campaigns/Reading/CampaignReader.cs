using Microsoft.EntityFrameworkCore;
using Portal.Domain.Access;
using Portal.Domain.Campaigns.Orders;
using Portal.Domain.Catalogue;
using Portal.Domain.Data;
using Portal.Domain.Organisation;
using Portal.Domain.Shared;

namespace Portal.Domain.Campaigns.Reading;

/// <summary>
/// Reads campaigns and their items. A reader sees a campaign when one of its items belongs to a unit for which the reader may read
/// campaigns, and then the figures and items of those units alone.
/// </summary>
public sealed class CampaignReader(IDbContextFactory<PortalDb> databases, IReferenceReader references, DistrictTime time)
{
    /// <summary>The most items of one page.</summary>
    public const int MostOfPage = 1_000;

    /// <summary>All campaigns of the reader's units with today's figures, the latest deadline first.</summary>
    public async Task<IReadOnlyList<CampaignSummary>> ListAsync(Actor actor, CancellationToken cancellation = default)
    {
        var units = (await references.GetAsync(cancellation)).Units;
        await using var db = await databases.CreateDbContextAsync(cancellation);
        if (Within(db, actor.ScopeFor(Permissions.CampaignsRead), units) is not { } items)
            return [];
        // Items are counted where they lie: the days of their phases decide which of the counts is which.
        var counts = await items
            .Where(i => i.State != ItemState.Dropped)
            .GroupBy(i => new
            {
                i.CampaignId,
                i.PhaseId,
                i.State,
            })
            .Select(g => new
            {
                g.Key.CampaignId,
                g.Key.PhaseId,
                g.Key.State,
                Count = g.Count(),
                Cleared = g.Sum(i => i.Cleared ?? 0),
            })
            .ToListAsync(cancellation);
        var byPhase = counts.ToLookup(c => c.PhaseId);
        int[] seen = [.. counts.Select(c => c.CampaignId).Distinct()];
        var campaigns = await db
            .Campaigns.AsNoTracking()
            .Include(c => c.Phases)
            .Where(c => EF.Parameter(seen).Contains(c.Id))
            .ToListAsync(cancellation);
        var today = time.Today;
        return
        [
            .. campaigns
                .Select(c => new CampaignSummary(
                    c.Id,
                    c.Name,
                    c.State,
                    c.StartsOn,
                    c.DueOn,
                    c.Phases.SelectMany(
                            phase => byPhase[phase.Id],
                            (phase, count) =>
                                new CampaignTotals(
                                    Items: count.Count,
                                    Done: count.State == ItemState.Done ? count.Count : 0,
                                    Reported: count.State == ItemState.Reported ? count.Count : 0,
                                    Overdue: count.State == ItemState.Open && phase.DueOn < today ? count.Count : 0,
                                    Late: 0,
                                    count.Cleared
                                )
                        )
                        .Aggregate(default(CampaignTotals), (sum, totals) => sum + totals)
                ))
                .OrderByDescending(c => c.DueOn)
                .ThenByDescending(c => c.Id),
        ];
    }

    /// <summary>One campaign with its figures at the end of a day; null when there is none, or the reader may not see it.</summary>
    /// <param name="actor">The reader.</param>
    /// <param name="id">Its number.</param>
    /// <param name="on">The day; null for today.</param>
    /// <param name="cancellation">Cancels the reading.</param>
    public async Task<CampaignView?> FindAsync(Actor actor, int id, DateOnly? on = null, CancellationToken cancellation = default)
    {
        var units = (await references.GetAsync(cancellation)).Units;
        await using var db = await databases.CreateDbContextAsync(cancellation);
        if (Within(db, actor.ScopeFor(Permissions.CampaignsRead), units) is not { } items)
            return null;
        var facts = await items
            .Where(i => i.CampaignId == id)
            .Select(i => new ItemFacts(i.PhaseId, i.UnitId, i.State, i.ReportedAt, i.DoneAt, i.Cleared))
            .ToListAsync(cancellation);
        if (facts.Count == 0)
            return null;
        var campaign = await db
            .Campaigns.AsNoTracking()
            .Include(c => c.Phases.OrderBy(p => p.Position))
            .SingleAsync(c => c.Id == id, cancellation);
        var steps = await db
            .CampaignSteps.AsNoTracking()
            .Where(s => s.CampaignId == id && s.ItemId == null)
            .OrderBy(s => s.Id)
            .ToListAsync(cancellation);
        var day = Days.Earlier(on ?? time.Today, time.Today);
        var progress = new CampaignProgress(campaign, facts, day, time);
        var hasEnded = steps.Exists(s =>
            s.Action is CampaignAction.CampaignClosed or CampaignAction.CampaignWithdrawn && time.DayOf(s.At) <= day
        );
        var state = hasEnded ? campaign.State : CampaignState.Running;
        return new(campaign, day, state, progress.Totals, progress.Phases, progress.Units(units, time.Today), progress.BurnDown(), steps);
    }

    /// <summary>Items of a campaign in the order in which they were ordered: by phase, unit and place.</summary>
    /// <param name="actor">The reader.</param>
    /// <param name="campaignId">The campaign.</param>
    /// <param name="filter">Which items.</param>
    /// <param name="after">The id of the last item of the page before; null for the first page.</param>
    /// <param name="count">The largest number of items, at most <see cref="MostOfPage"/>.</param>
    /// <param name="cancellation">Cancels the reading.</param>
    public async Task<IReadOnlyList<ItemView>> ItemsAsync(
        Actor actor,
        int campaignId,
        ItemFilter filter,
        long? after,
        int count,
        CancellationToken cancellation = default
    )
    {
        var units = (await references.GetAsync(cancellation)).Units;
        var scope = actor.ScopeFor(Permissions.CampaignsRead).Narrow(units, filter.UnitId, time.Today);
        await using var db = await databases.CreateDbContextAsync(cancellation);
        if (Within(db, scope, units) is not { } items)
            return [];
        items = items.Where(i => i.CampaignId == campaignId && (after == null || i.Id > after));
        if (filter.State is { } state)
            items = items.Where(i => i.State == state);
        var today = time.Today;
        var phases = db.Set<CampaignPhase>().Where(p => p.CampaignId == campaignId);
        if (filter.Phase is { } position)
            phases = phases.Where(p => p.Position == position);
        if (filter.IsOverdue)
        {
            items = items.Where(i => i.State == ItemState.Open);
            phases = phases.Where(p => p.DueOn < today);
        }
        var page = await items
            .Join(phases, i => i.PhaseId, p => p.Id, (Item, Phase) => new { Item, Phase })
            .OrderBy(x => x.Item.Id)
            .Take(Math.Clamp(count, 0, MostOfPage))
            .ToListAsync(cancellation);
        return [.. page.Select(x => View(x.Item, x.Phase, units))];
    }

    /// <summary>The moves of one item, in order; none when it is outside the reader's scope.</summary>
    public async Task<IReadOnlyList<CampaignStep>> HistoryAsync(
        Actor actor,
        int campaignId,
        long itemId,
        CancellationToken cancellation = default
    )
    {
        var units = (await references.GetAsync(cancellation)).Units;
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var unit = await db
            .CampaignItems.Where(i => i.Id == itemId && i.CampaignId == campaignId)
            .Select(i => (int?)i.UnitId)
            .SingleOrDefaultAsync(cancellation);
        if (unit is not { } owner || !actor.ScopeFor(Permissions.CampaignsRead).Contains(units, owner, time.Today))
            return [];
        return await db
            .CampaignSteps.AsNoTracking()
            .Where(s => s.CampaignId == campaignId && s.ItemId == itemId)
            .OrderBy(s => s.Id)
            .ToListAsync(cancellation);
    }

    /// <summary>
    /// The number of items on which the actor has to act: overdue ones of units for which the actor enters, and reports to decide on.
    /// </summary>
    public async Task<int> CountWaitingAsync(Actor actor, CancellationToken cancellation = default)
    {
        var units = (await references.GetAsync(cancellation)).Units;
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var running = db.Campaigns.Where(c => c.State == CampaignState.Running).Select(c => c.Id);
        var today = time.Today;
        var overdue = db.Set<CampaignPhase>().Where(p => p.DueOn < today).Select(p => p.Id);
        var own = Within(db, actor.ScopeFor(Permissions.CampaignsWrite), units)
            ?.Where(i => i.State == ItemState.Open && running.Contains(i.CampaignId) && overdue.Contains(i.PhaseId));
        var reported = Within(db, actor.ScopeFor(Permissions.CampaignsManage), units)
            ?.Where(i => i.State == ItemState.Reported && running.Contains(i.CampaignId));
        return (own is null ? 0 : await own.CountAsync(cancellation)) + (reported is null ? 0 : await reported.CountAsync(cancellation));
    }

    /// <summary>
    /// What waits for the actor in running campaigns, by unit and phase: items to report for the own units from the first day of their
    /// phase
    /// on, and reports to decide on. Who may do neither is shown the overdue ones.
    /// </summary>
    /// <param name="actor">The reader.</param>
    /// <param name="unitId">The unit, and all below it; null for all of the actor's.</param>
    /// <param name="cancellation">Cancels the reading.</param>
    public async Task<IReadOnlyList<WaitingItems>> WaitingAsync(Actor actor, int? unitId, CancellationToken cancellation = default)
    {
        var units = (await references.GetAsync(cancellation)).Units;
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var (write, decide) = (actor.ScopeFor(Permissions.CampaignsWrite), actor.ScopeFor(Permissions.CampaignsManage));
        var watches = write.IsNothing && decide.IsNothing;
        var today = time.Today;
        var waiting = new List<WaitingItems>();
        if (Within(db, Narrowed(write), units) is { } own)
            await AddAsync(own.Where(i => i.State == ItemState.Open), p => p.StartsOn <= today);
        if (Within(db, Narrowed(decide), units) is { } reported)
            await AddAsync(reported.Where(i => i.State == ItemState.Reported), _ => true);
        if (watches && Within(db, Narrowed(actor.ScopeFor(Permissions.CampaignsRead)), units) is { } all)
            await AddAsync(all.Where(i => i.State == ItemState.Open), p => p.DueOn < today);
        return waiting;

        UnitScope Narrowed(UnitScope scope) => scope.Narrow(units, unitId, time.Today);

        async Task AddAsync(IQueryable<CampaignItem> items, Func<CampaignPhase, bool> isShown)
        {
            var counts = await items
                .Where(i => db.Campaigns.Any(c => c.Id == i.CampaignId && c.State == CampaignState.Running))
                .GroupBy(i => new
                {
                    i.CampaignId,
                    i.PhaseId,
                    i.UnitId,
                    i.State,
                })
                .Select(g => new { g.Key, Count = g.Count() })
                .ToListAsync(cancellation);
            int[] ids = [.. counts.Select(c => c.Key.CampaignId).Distinct()];
            var campaigns = await db
                .Campaigns.AsNoTracking()
                .Include(c => c.Phases)
                .Where(c => EF.Parameter(ids).Contains(c.Id))
                .ToDictionaryAsync(c => c.Id, cancellation);
            waiting.AddRange(
                from count in counts
                let campaign = campaigns[count.Key.CampaignId]
                let phase = campaign.Phases.Single(p => p.Id == count.Key.PhaseId)
                where isShown(phase)
                select new WaitingItems(
                    campaign.Id,
                    campaign.Name,
                    phase.Position,
                    phase.Name,
                    phase.DueOn,
                    count.Key.UnitId,
                    units.Find(count.Key.UnitId)!.Code,
                    units.NameAt(count.Key.UnitId, today),
                    count.Key.State,
                    count.Count
                )
            );
        }
    }

    private ItemView View(CampaignItem item, CampaignPhase phase, UnitTree units) =>
        new(
            item.Id,
            item.UnitId,
            units.Find(item.UnitId)!.Code,
            units.NameAt(item.UnitId, time.Today),
            phase.Position,
            item.Name,
            phase.DueOn,
            item.State,
            item.ReportedAt,
            item.DoneAt,
            item.Cleared,
            item.State == ItemState.Open && phase.DueOn < time.Today,
            item.ReportedAt is { } at && time.DayOf(at) > phase.DueOn,
            item.Revision
        );

    /// <summary>The items of the scope's units; null for a scope without units.</summary>
    private IQueryable<CampaignItem>? Within(PortalDb db, UnitScope scope, UnitTree units) =>
        db.CampaignItems.AsNoTracking().Within(scope, units, time.Today);
}
