using Microsoft.EntityFrameworkCore;
using Portal.Domain.Access;
using Portal.Domain.Catalogue;
using Portal.Domain.Data;
using Portal.Domain.Evidence;
using Portal.Domain.Shared;
using Portal.Domain.Signals;

namespace Portal.Domain.Rectifications;

/// <summary>
/// Moves orders between office and unit: loads the order, calls its move, and stores the result in one transaction. The rules are the
/// order's own (<see cref="Rectification"/>). Every move returns null when it is done, or why it was refused.
/// </summary>
public sealed class RectificationMoves(
    IDbContextFactory<PortalDb> databases,
    WriteGate gate,
    IReferenceReader references,
    DistrictTime time,
    WakeSignals signals
)
{
    /// <inheritdoc cref="Rectification.Order"/>
    /// <param name="actor">Who orders it; for the unit it needs <see cref="Permissions.TasksDecide"/>.</param>
    /// <param name="unit">The unit's code; the unit exists today.</param>
    /// <param name="demand">What, why and until when; a card must be one of the unit.</param>
    /// <param name="cancellation">Cancels it.</param>
    /// <returns>The number of the order.</returns>
    public async Task<Outcome<long>> OrderAsync(
        Actor actor,
        string unit,
        RectificationDemand demand,
        CancellationToken cancellation = default
    )
    {
        var units = (await references.GetAsync(cancellation)).Units;
        if (
            units.Find(unit) is not { } place
            || !units.IsInForce(place.Id, time.Today)
            || !actor.ScopeFor(Permissions.TasksDecide).Contains(units, place.Id, time.Today)
        )
            return RectificationRefusal.UnitUnknown;
        var ordered = Rectification.Order(demand, place.Id, actor, time.Now, time.Today);
        if (ordered.Refusal is { } refusal)
            return refusal;
        await using var db = await databases.CreateDbContextAsync(cancellation);
        await using var transaction = await gate.BeginAsync(db, WriteLane.Rectifications, cancellation);
        if (demand.CardId is { } card && !await db.SupervisionCards.AnyAsync(c => c.Id == card && c.UnitId == place.Id, cancellation))
            return RectificationRefusal.CardUnknown;
        db.Rectifications.Add(ordered.Value);
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        signals.Raise(WakeTopic.RectificationsChanged, ordered.Value.Id);
        return ordered.Value.Id;
    }

    /// <inheritdoc cref="Rectification.Submit"/>
    public Task<Refusal?> SubmitAsync(Actor actor, long id, int seenRevision, string statement, CancellationToken cancellation = default) =>
        MoveAsync(
            actor,
            [Permissions.TasksWrite],
            id,
            async (order, db) =>
            {
                var place = new EvidencePlace(EvidenceSubject.Rectification, order.Id, order.Round);
                var files = await EvidenceStore.CountAsync(db, place, cancellation);
                return order.Submit(seenRevision, statement, files, actor, time.Now);
            },
            cancellation
        );

    /// <inheritdoc cref="Rectification.SendBack"/>
    public Task<Refusal?> SendBackAsync(
        Actor actor,
        long id,
        int seenRevision,
        string reason,
        DateOnly deadline,
        CancellationToken cancellation = default
    ) => DecideAsync(actor, id, order => order.SendBack(seenRevision, reason, deadline, actor, time.Now, time.Today), cancellation);

    /// <inheritdoc cref="Rectification.Close"/>
    public Task<Refusal?> CloseAsync(Actor actor, long id, int seenRevision, string? remark, CancellationToken cancellation = default) =>
        DecideAsync(actor, id, order => order.Close(seenRevision, remark, actor, time.Now), cancellation);

    /// <inheritdoc cref="Rectification.Withdraw"/>
    public Task<Refusal?> WithdrawAsync(Actor actor, long id, int seenRevision, string reason, CancellationToken cancellation = default) =>
        DecideAsync(actor, id, order => order.Withdraw(seenRevision, reason, actor, time.Now), cancellation);

    /// <inheritdoc cref="Rectification.Comment"/>
    public Task<Refusal?> CommentAsync(Actor actor, long id, int seenRevision, string text, CancellationToken cancellation = default) =>
        MoveAsync(
            actor,
            [Permissions.TasksWrite, Permissions.TasksDecide],
            id,
            (order, _) => Task.FromResult(order.Comment(seenRevision, text, actor, time.Now)),
            cancellation
        );

    /// <inheritdoc cref="Rectification.HandOver"/>
    /// <param name="actor">Who hands over; submits or decides for the present unit and for the one that takes over.</param>
    /// <param name="id">The order's number.</param>
    /// <param name="seenRevision">The revision that the actor saw.</param>
    /// <param name="unitCode">The unit that takes it over; it exists today.</param>
    /// <param name="reason">Never blank.</param>
    /// <param name="cancellation">Cancels it.</param>
    public async Task<Refusal?> HandOverAsync(
        Actor actor,
        long id,
        int seenRevision,
        string unitCode,
        string reason,
        CancellationToken cancellation = default
    )
    {
        var reference = await references.GetAsync(cancellation);
        var scope = actor.ScopeFor(Permissions.TasksWrite).Or(actor.ScopeFor(Permissions.TasksDecide));
        if (
            reference.Units.Find(unitCode) is not { } unit
            || !reference.Units.IsInForce(unit.Id, time.Today)
            || !scope.Contains(reference.Units, unit.Id, time.Today)
        )
            return RectificationRefusal.UnitUnknown;
        var least = time.Today;
        for (var left = Rectification.LeastDaysOfReceiver; left > 0; )
        {
            least = least.AddDays(1);
            if (reference.Calendar.IsWorkday(least))
                left--;
        }
        return await MoveAsync(
            actor,
            [Permissions.TasksWrite, Permissions.TasksDecide],
            id,
            (order, _) => Task.FromResult(order.HandOver(seenRevision, unit.Id, reason, least, actor, time.Now)),
            cancellation
        );
    }

    private Task<Refusal?> DecideAsync(Actor actor, long id, Func<Rectification, Refusal?> move, CancellationToken cancellation) =>
        MoveAsync(actor, [Permissions.TasksDecide], id, (order, _) => Task.FromResult(move(order)), cancellation);

    /// <param name="actor">Who moves it.</param>
    /// <param name="permissions">One of these is needed for the order's unit.</param>
    /// <param name="id">The order's number.</param>
    /// <param name="move">The move of the order.</param>
    /// <param name="cancellation">Cancels it.</param>
    private async Task<Refusal?> MoveAsync(
        Actor actor,
        string[] permissions,
        long id,
        Func<Rectification, PortalDb, Task<Refusal?>> move,
        CancellationToken cancellation
    )
    {
        var units = (await references.GetAsync(cancellation)).Units;
        await using var db = await databases.CreateDbContextAsync(cancellation);
        await using var transaction = await gate.BeginAsync(db, WriteLane.Rectifications, cancellation);
        var order = await db.Rectifications.SingleOrDefaultAsync(r => r.Id == id, cancellation);
        if (order is null || !Array.Exists(permissions, p => actor.ScopeFor(p).Contains(units, order.UnitId, time.Today)))
            return RectificationRefusal.OrderUnknown;
        if (await move(order, db) is { } refusal)
            return refusal;
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        signals.Raise(WakeTopic.RectificationsChanged, order.Id);
        return null;
    }
}
