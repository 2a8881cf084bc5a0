using Microsoft.EntityFrameworkCore;
using Portal.Domain.Access;
using Portal.Domain.Catalogue;
using Portal.Domain.Data;
using Portal.Domain.Evidence;
using Portal.Domain.Organisation;
using Portal.Domain.Shared;

namespace Portal.Domain.Rectifications;

/// <summary>Reads orders, page by page. Only those of units for which the actor may read tasks; none without the right.</summary>
public sealed class RectificationReader(IDbContextFactory<PortalDb> databases, IReferenceReader references, DistrictTime time)
{
    /// <summary>The most orders of one page.</summary>
    public const int MostOfPage = 500;

    /// <summary>The orders of the filter, the latest first.</summary>
    /// <param name="actor">The reader.</param>
    /// <param name="filter">Which orders.</param>
    /// <param name="before">The number of the last order of the page before; null for the first page.</param>
    /// <param name="count">The largest number of orders, at most <see cref="MostOfPage"/>.</param>
    /// <param name="cancellation">Cancels the reading.</param>
    public async Task<IReadOnlyList<RectificationView>> PageAsync(
        Actor actor,
        RectificationFilter filter,
        long? before,
        int count,
        CancellationToken cancellation = default
    )
    {
        var units = (await references.GetAsync(cancellation)).Units;
        await using var db = await databases.CreateDbContextAsync(cancellation);
        if (Filtered(db, actor, filter, units) is not { } orders)
            return [];
        var page = await orders
            .Where(r => before == null || r.Id < before) // numbers rise with the time of the order
            .OrderByDescending(r => r.Id)
            .Take(Math.Clamp(count, 0, MostOfPage))
            .ToListAsync(cancellation);
        return [.. page.Select(order => View(order, units))];
    }

    /// <summary>The numbers of the filter's orders by unit and state; none for units without an order.</summary>
    public async Task<IReadOnlyList<RectificationCount>> CountAsync(
        Actor actor,
        RectificationFilter filter,
        CancellationToken cancellation = default
    )
    {
        var units = (await references.GetAsync(cancellation)).Units;
        await using var db = await databases.CreateDbContextAsync(cancellation);
        if (Filtered(db, actor, filter, units) is not { } orders)
            return [];
        var today = time.Today;
        return await orders
            .GroupBy(r => new
            {
                r.UnitId,
                r.State,
                IsOverdue = r.State == RectificationState.Ordered && r.Deadline < today,
            })
            .Select(g => new RectificationCount(g.Key.UnitId, g.Key.State, g.Key.IsOverdue, g.Count()))
            .ToListAsync(cancellation);
    }

    /// <summary>
    /// The number of orders on which the actor has to act: to submit for the own units, and to decide on what was submitted.
    /// </summary>
    public async Task<int> CountWaitingAsync(Actor actor, CancellationToken cancellation = default)
    {
        var units = (await references.GetAsync(cancellation)).Units;
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var submit = Within(db, actor.ScopeFor(Permissions.TasksWrite), units)?.Where(r => r.State == RectificationState.Ordered);
        var decide = Within(db, actor.ScopeFor(Permissions.TasksDecide), units)?.Where(r => r.State == RectificationState.Submitted);
        return (submit is null ? 0 : await submit.CountAsync(cancellation)) + (decide is null ? 0 : await decide.CountAsync(cancellation));
    }

    /// <summary>
    /// The orders on which the actor has to act, by deadline: to submit for the own units, and to decide on what was submitted. Who may do
    /// neither is shown the overdue ones.
    /// </summary>
    /// <param name="actor">The reader.</param>
    /// <param name="unitId">The unit, and all below it; null for all of the actor's.</param>
    /// <param name="count">The largest number of orders of each of the two, at most <see cref="MostOfPage"/>.</param>
    /// <param name="cancellation">Cancels the reading.</param>
    public async Task<IReadOnlyList<RectificationView>> WaitingAsync(
        Actor actor,
        int? unitId,
        int count,
        CancellationToken cancellation = default
    )
    {
        var units = (await references.GetAsync(cancellation)).Units;
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var most = Math.Clamp(count, 0, MostOfPage);
        var (write, decide) = (actor.ScopeFor(Permissions.TasksWrite), actor.ScopeFor(Permissions.TasksDecide));
        var today = time.Today;
        IQueryable<Rectification>?[] parts =
        [
            Within(db, Narrowed(write), units)?.Where(r => r.State == RectificationState.Ordered),
            Within(db, Narrowed(decide), units)?.Where(r => r.State == RectificationState.Submitted),
            write.IsNothing && decide.IsNothing
                ? Within(db, Narrowed(actor.ScopeFor(Permissions.TasksRead)), units)
                    ?.Where(r => r.State == RectificationState.Ordered && r.Deadline < today)
                : null,
        ];
        var orders = new List<Rectification>();
        foreach (var part in parts.OfType<IQueryable<Rectification>>())
            orders.AddRange(await part.OrderBy(r => r.Deadline).ThenBy(r => r.Id).Take(most).ToListAsync(cancellation));
        return [.. orders.OrderBy(r => r.Deadline).ThenBy(r => r.Id).Select(order => View(order, units))];

        UnitScope Narrowed(UnitScope scope) => scope.Narrow(units, unitId, time.Today);
    }

    /// <summary>
    /// One order with its history and the facts of its evidence; null when there is none, or its unit is outside the scope.
    /// </summary>
    public async Task<RectificationView?> FindAsync(Actor actor, long id, CancellationToken cancellation = default)
    {
        var units = (await references.GetAsync(cancellation)).Units;
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var order = await db.Rectifications.AsNoTracking().Include(r => r.Steps).SingleOrDefaultAsync(r => r.Id == id, cancellation);
        if (order is null || !actor.ScopeFor(Permissions.TasksRead).Contains(units, order.UnitId, time.Today))
            return null;
        return View(order, units) with
        {
            Steps = [.. order.Steps.OrderBy(s => s.Id)],
            Evidence = await EvidenceStore.ListAsync(db, EvidenceSubject.Rectification, id, cancellation),
        };
    }

    private IQueryable<Rectification>? Filtered(PortalDb db, Actor actor, RectificationFilter filter, UnitTree units)
    {
        var scope = actor.ScopeFor(Permissions.TasksRead).Narrow(units, filter.UnitId, time.Today);
        if (Within(db, scope, units) is not { } orders)
            return null;
        var today = time.Today;
        if (filter.States is { Count: > 0 } states)
            orders = orders.Where(r => states.Contains(r.State));
        if (filter.IsOverdue is { } overdue)
            orders = orders.Where(r => (r.State == RectificationState.Ordered && r.Deadline < today) == overdue);
        if (filter.Text is { Length: > 0 } text)
            orders = Matching(orders, text.Length > RectificationFilter.MostText ? text[..RectificationFilter.MostText] : text);
        if (filter.CardId is { } card)
            orders = orders.Where(r => r.CardId == card);
        return orders;
    }

    private static IQueryable<Rectification> Matching(IQueryable<Rectification> orders, string text) =>
        orders.Where(r => r.Problem.Contains(text) || r.Basis.Contains(text));

    /// <summary>The orders of the scope's units; null for a scope without units.</summary>
    private IQueryable<Rectification>? Within(PortalDb db, UnitScope scope, UnitTree units) =>
        db.Rectifications.AsNoTracking().Within(scope, units, time.Today);

    private RectificationView View(Rectification order, UnitTree units) =>
        new(
            order.Id,
            order.UnitId,
            units.Find(order.UnitId)!.Code,
            units.NameAt(order.UnitId, time.Today),
            order.Problem,
            order.Basis,
            order.Deadline,
            order.OrderedBy,
            order.OrderedAt,
            order.CardId,
            order.State,
            order.Round,
            order.SubmittedAt,
            order.Revision,
            order.IsOverdue(time.Today),
            order.AwaitsUnit,
            order.AwaitsOffice,
            [],
            []
        );
}
