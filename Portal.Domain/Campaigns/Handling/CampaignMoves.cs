using Microsoft.EntityFrameworkCore;
using Portal.Domain.Access;
using Portal.Domain.Campaigns.Orders;
using Portal.Domain.Catalogue;
using Portal.Domain.Data;
using Portal.Domain.Organisation;
using Portal.Domain.Shared;
using Portal.Domain.Signals;

namespace Portal.Domain.Campaigns.Handling;

/// <summary>
/// Orders campaigns and moves their items between unit and office. Moves of several items are made together or not at all. Every move
/// returns null when it is done, or why it was refused.
/// </summary>
public sealed class CampaignMoves(
    IDbContextFactory<PortalDb> databases,
    WriteGate gate,
    IReferenceReader references,
    DistrictTime time,
    WakeSignals signals
)
{
    /// <summary>Orders a campaign, for units for which the actor may manage campaigns.</summary>
    /// <returns>The campaign's number, or everything that is wrong with the order.</returns>
    /// <exception cref="PermissionDeniedException">The actor manages no campaigns.</exception>
    public async Task<CampaignOrdered> OrderAsync(Actor actor, CampaignOrder order, CancellationToken cancellation = default)
    {
        actor.Demand(Permissions.CampaignsManage);
        var units = (await references.GetAsync(cancellation)).Units;
        if (order.Check(units, actor.ScopeFor(Permissions.CampaignsManage), time.Today) is { Count: > 0 } problems)
            return new(0, problems);
        await using var db = await databases.CreateDbContextAsync(cancellation);
        await using var transaction = await gate.BeginAsync(db, WriteLane.Campaigns, cancellation);
        var campaign = await AddAsync(db, order, units, actor, time.Now, cancellation);
        await transaction.CommitAsync(cancellation);
        signals.Raise(WakeTopic.CampaignsChanged, campaign.Id);
        return new(campaign.Id, []);
    }

    /// <summary>Writes a campaign and its items in the transaction of the caller.</summary>
    internal static async Task<Campaign> AddAsync(
        PortalDb db,
        CampaignOrder order,
        UnitTree units,
        Actor actor,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var (campaign, items) = order.ToCampaign(units, actor, now);
        db.Campaigns.Add(campaign);
        await db.SaveChangesAsync(cancellation); // assigns the ids that items refer to
        foreach (var (phase, item) in items)
            (item.CampaignId, item.PhaseId) = (campaign.Id, phase.Id);
        db.CampaignItems.AddRange(items.Select(i => i.Item));
        await db.SaveChangesAsync(cancellation);
        return campaign;
    }

    /// <inheritdoc cref="CampaignItem.Report"/>
    /// <param name="actor">Who reports.</param>
    /// <param name="campaignId">The campaign.</param>
    /// <param name="reports">At least one item of the actor's units.</param>
    /// <param name="remark">Of all of them; may be blank.</param>
    /// <param name="cancellation">Cancels the move.</param>
    public Task<Refusal?> ReportAsync(
        Actor actor,
        int campaignId,
        IReadOnlyCollection<ItemReport> reports,
        string? remark,
        CancellationToken cancellation = default
    )
    {
        var cleared = reports.ToLookup(r => r.Id, r => r.Cleared);
        return MoveItemsAsync(
            actor,
            Permissions.CampaignsWrite,
            campaignId,
            [.. cleared.Select(r => r.Key)],
            (campaign, item) => item.Report(campaign, cleared[item.Id].First(), remark, actor, time.Now),
            cancellation
        );
    }

    /// <inheritdoc cref="CampaignItem.Confirm"/>
    public Task<Refusal?> ConfirmAsync(
        Actor actor,
        int campaignId,
        IReadOnlyCollection<SeenItem> items,
        CancellationToken cancellation = default
    ) => DecideAsync(actor, campaignId, items, (campaign, item, seen) => item.Confirm(campaign, seen, actor, time.Now), cancellation);

    /// <inheritdoc cref="CampaignItem.SendBack"/>
    public Task<Refusal?> SendBackAsync(
        Actor actor,
        int campaignId,
        IReadOnlyCollection<SeenItem> items,
        string reason,
        CancellationToken cancellation = default
    ) =>
        DecideAsync(
            actor,
            campaignId,
            items,
            (campaign, item, seen) => item.SendBack(campaign, seen, reason, actor, time.Now),
            cancellation
        );

    /// <inheritdoc cref="CampaignItem.Reopen"/>
    public Task<Refusal?> ReopenAsync(
        Actor actor,
        int campaignId,
        IReadOnlyCollection<SeenItem> items,
        string reason,
        CancellationToken cancellation = default
    ) =>
        DecideAsync(actor, campaignId, items, (campaign, item, seen) => item.Reopen(campaign, seen, reason, actor, time.Now), cancellation);

    /// <inheritdoc cref="CampaignItem.Drop"/>
    public Task<Refusal?> DropAsync(
        Actor actor,
        int campaignId,
        IReadOnlyCollection<SeenItem> items,
        string reason,
        CancellationToken cancellation = default
    ) => DecideAsync(actor, campaignId, items, (campaign, item, seen) => item.Drop(campaign, seen, reason, actor, time.Now), cancellation);

    /// <inheritdoc cref="Campaign.MoveDeadline"/>
    public Task<Refusal?> MoveDeadlineAsync(
        Actor actor,
        int campaignId,
        int position,
        DateOnly dueOn,
        int seenRevision,
        string reason,
        CancellationToken cancellation = default
    ) =>
        MoveAsync(
            actor,
            campaignId,
            (campaign, _) => campaign.MoveDeadline(position, dueOn, seenRevision, reason, actor, time.Now),
            cancellation
        );

    /// <inheritdoc cref="Campaign.Close"/>
    public Task<Refusal?> CloseAsync(
        Actor actor,
        int campaignId,
        int seenRevision,
        string? remark,
        CancellationToken cancellation = default
    ) => MoveAsync(actor, campaignId, (campaign, open) => campaign.Close(open, seenRevision, remark, actor, time.Now), cancellation);

    /// <inheritdoc cref="Campaign.Withdraw"/>
    public Task<Refusal?> WithdrawAsync(
        Actor actor,
        int campaignId,
        int seenRevision,
        string reason,
        CancellationToken cancellation = default
    ) => MoveAsync(actor, campaignId, (campaign, _) => campaign.Withdraw(seenRevision, reason, actor, time.Now), cancellation);

    private Task<Refusal?> DecideAsync(
        Actor actor,
        int campaignId,
        IReadOnlyCollection<SeenItem> items,
        Func<Campaign, CampaignItem, int, Refusal?> decide,
        CancellationToken cancellation
    )
    {
        var seen = items.ToLookup(i => i.Id, i => i.Revision);
        return MoveItemsAsync(
            actor,
            Permissions.CampaignsManage,
            campaignId,
            [.. seen.Select(i => i.Key)],
            (campaign, item) => decide(campaign, item, seen[item.Id].First()),
            cancellation
        );
    }

    private async Task<Refusal?> MoveItemsAsync(
        Actor actor,
        string permission,
        int campaignId,
        long[] ids,
        Func<Campaign, CampaignItem, Refusal?> move,
        CancellationToken cancellation
    )
    {
        var scope = actor.ScopeFor(permission);
        if (scope.IsNothing)
            return CampaignRefusal.ItemUnknown;
        if (ids.Length == 0)
            return CampaignRefusal.NothingIsChosen;
        var units = (await references.GetAsync(cancellation)).Units;
        await using var db = await databases.CreateDbContextAsync(cancellation);
        await using var transaction = await gate.BeginAsync(db, WriteLane.Campaigns, cancellation);
        var campaign = await FindAsync(db, campaignId, cancellation);
        var items = await db
            .CampaignItems.Where(i => i.CampaignId == campaignId && EF.Parameter(ids).Contains(i.Id))
            .OrderBy(i => i.Id)
            .ToListAsync(cancellation);
        if (campaign is null || items.Count < ids.Length || !items.TrueForAll(i => scope.Contains(units, i.UnitId, time.Today)))
            return CampaignRefusal.ItemUnknown;
        foreach (var item in items)
        {
            if (move(campaign, item) is { } refusal)
                return refusal;
        }
        return await CommitAsync(db, transaction, campaignId, cancellation);
    }

    private async Task<Refusal?> MoveAsync(Actor actor, int campaignId, Func<Campaign, int, Refusal?> move, CancellationToken cancellation)
    {
        var scope = actor.ScopeFor(Permissions.CampaignsManage);
        var units = (await references.GetAsync(cancellation)).Units;
        await using var db = await databases.CreateDbContextAsync(cancellation);
        await using var transaction = await gate.BeginAsync(db, WriteLane.Campaigns, cancellation);
        if (await FindAsync(db, campaignId, cancellation) is not { } campaign)
            return CampaignRefusal.CampaignUnknown;
        var own = db.CampaignItems.Where(i => i.CampaignId == campaignId);
        var unitIds = await own.Select(i => i.UnitId).Distinct().ToListAsync(cancellation);
        if (!unitIds.TrueForAll(id => scope.Contains(units, id, time.Today)))
            return CampaignRefusal.CampaignUnknown;
        var open = await own.CountAsync(i => i.State == ItemState.Open || i.State == ItemState.Reported, cancellation);
        return move(campaign, open) ?? await CommitAsync(db, transaction, campaignId, cancellation);
    }

    private static Task<Campaign?> FindAsync(PortalDb db, int id, CancellationToken cancellation) =>
        db.Campaigns.Include(c => c.Phases.OrderBy(p => p.Position)).SingleOrDefaultAsync(c => c.Id == id, cancellation);

    private async Task<Refusal?> CommitAsync(PortalDb db, WriteTransaction transaction, int campaignId, CancellationToken cancellation)
    {
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        signals.Raise(WakeTopic.CampaignsChanged, campaignId);
        return null;
    }
}
