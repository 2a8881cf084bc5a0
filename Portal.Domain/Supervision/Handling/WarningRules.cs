using Microsoft.EntityFrameworkCore;
using Portal.Domain.Access;
using Portal.Domain.Catalogue;
using Portal.Domain.Data;
using Portal.Domain.Shared;
using Portal.Domain.Signals;
using Portal.Domain.Supervision.Issuing;
using Portal.Domain.Supervision.Rules;

namespace Portal.Domain.Supervision.Handling;

/// <summary>Reads and changes the rules by which cards are issued. They belong to no single unit.</summary>
public sealed class WarningRules(
    IDbContextFactory<PortalDb> databases,
    WriteGate gate,
    IReferenceReader references,
    DistrictTime time,
    WakeSignals signals
)
{
    /// <summary>All rules with their versions, in order of level and code; none for those who may read no card.</summary>
    public async Task<IReadOnlyList<RuleVersions>> ListAsync(Actor actor, CancellationToken cancellation = default)
    {
        if (!actor.May(Permissions.CardsRead))
            return [];
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var rules = await db.WarningRules.AsNoTracking().ToListAsync(cancellation);
        return
        [
            .. rules
                .GroupBy(r => r.Code, StringComparer.Ordinal)
                .Select(g => new RuleVersions(g))
                .OrderBy(r => r.Latest.Level)
                .ThenBy(r => r.Latest.Code, StringComparer.Ordinal),
        ];
    }

    /// <inheritdoc cref="RuleVersions.Change"/>
    public Task<Refusal?> ChangeAsync(Actor actor, string code, int amount, int seenNumber, CancellationToken cancellation = default) =>
        MoveAsync(
            actor,
            code,
            (db, rule) =>
            {
                var changed = rule.Change(amount, seenNumber, actor, time.Now);
                if (changed.Refusal is null)
                    db.WarningRules.Add(changed.Value);
                return changed.Refusal;
            },
            cancellation
        );

    /// <inheritdoc cref="RuleVersions.End"/>
    public Task<Refusal?> EndAsync(Actor actor, string code, int seenNumber, CancellationToken cancellation = default) =>
        MoveAsync(actor, code, (_, rule) => rule.End(seenNumber, time.Now), cancellation);

    private async Task<Refusal?> MoveAsync(
        Actor actor,
        string code,
        Func<PortalDb, RuleVersions, Refusal?> move,
        CancellationToken cancellation
    )
    {
        actor.DemandForAll(Permissions.RulesManage, (await references.GetAsync(cancellation)).Units, time.Today);
        await using var db = await databases.CreateDbContextAsync(cancellation);
        await using var transaction = await gate.BeginAsync(db, WriteLane.Supervision, cancellation);
        var versions = await db.WarningRules.Where(r => r.Code == code).ToListAsync(cancellation);
        if (versions.Count == 0)
            return RuleRefusal.RuleUnknown;
        if (move(db, new(versions)) is { } refusal)
            return refusal;
        await db.SaveChangesAsync(cancellation);
        await FollowedRecords.LookAgainAsync(db, time.Now, cancellation);
        await transaction.CommitAsync(cancellation);
        signals.Raise(WakeTopic.CardsChanged);
        return null;
    }
}
