using Microsoft.EntityFrameworkCore;
using Portal.Domain.Access;
using Portal.Domain.Catalogue;
using Portal.Domain.Data;
using Portal.Domain.Organisation;
using Portal.Domain.Shared;
using Portal.Domain.Supervision.Rules;

namespace Portal.Domain.Supervision.Cards;

/// <summary>Reads cards, page by page. Only those of units for which the actor may read cards; none without the right.</summary>
public sealed class CardReader(IDbContextFactory<PortalDb> databases, IReferenceReader references, DistrictTime time)
{
    /// <summary>The most cards of one page.</summary>
    public const int MostOfPage = 500;

    /// <summary>The cards of the filter, the latest first.</summary>
    /// <param name="actor">The reader.</param>
    /// <param name="filter">Which cards.</param>
    /// <param name="before">The id of the last card of the page before; null for the first page.</param>
    /// <param name="count">The largest number of cards, at most <see cref="MostOfPage"/>.</param>
    /// <param name="cancellation">Cancels the reading.</param>
    public async Task<IReadOnlyList<CardView>> PageAsync(
        Actor actor,
        CardFilter filter,
        long? before,
        int count,
        CancellationToken cancellation = default
    )
    {
        var units = (await references.GetAsync(cancellation)).Units;
        await using var db = await databases.CreateDbContextAsync(cancellation);
        if (Filtered(db, actor, filter, units) is not { } cards)
            return [];
        var most = Math.Clamp(count, 0, MostOfPage);
        var page = new List<SupervisionCard>();
        foreach (var run in Runs(cards, filter))
        {
            // Ids rise with the time of issue.
            page.AddRange(
                await run.Where(c => before == null || c.Id < before).OrderByDescending(c => c.Id).Take(most).ToListAsync(cancellation)
            );
        }
        return [.. page.OrderByDescending(card => card.Id).Take(most).Select(card => View(card, units))];
    }

    /// <summary>
    /// The filter's cards in parts, each of one state and level: such a part is together in an index, in order of the ids. Sorted as one,
    /// all would be read before the first is known. Without a condition on either, all in one part.
    /// </summary>
    private static IEnumerable<IQueryable<SupervisionCard>> Runs(IQueryable<SupervisionCard> cards, CardFilter filter)
    {
        if (filter.Level is null && filter.States is not { Count: > 0 })
            return [cards];
        return from state in filter.States is { Count: > 0 } states ? states.Distinct() : Enum.GetValues<CardState>()
            from level in filter.Level is { } one ? [one] : Enum.GetValues<CardLevel>()
            select cards.Where(c => c.State == state && c.Level == level);
    }

    /// <summary>The numbers of the filter's cards by unit, level and state; none for units without a card.</summary>
    public async Task<IReadOnlyList<CardCount>> CountAsync(Actor actor, CardFilter filter, CancellationToken cancellation = default)
    {
        var units = (await references.GetAsync(cancellation)).Units;
        await using var db = await databases.CreateDbContextAsync(cancellation);
        if (Filtered(db, actor, filter, units) is not { } cards)
            return [];
        return await cards
            // In the order of the index, along which it counts without sorting.
            .GroupBy(c => new
            {
                c.UnitId,
                c.State,
                c.Level,
            })
            .Select(g => new CardCount(g.Key.UnitId, g.Key.Level, g.Key.State, g.Count()))
            .ToListAsync(cancellation);
    }

    /// <summary>
    /// The number of cards on which the actor has to act: to answer those of the own units, and to decide on those that were answered or
    /// contested. Notices and cards that only others may move are not counted.
    /// </summary>
    public async Task<int> CountWaitingAsync(Actor actor, CancellationToken cancellation = default)
    {
        var units = (await references.GetAsync(cancellation)).Units;
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var answer = Within(db, actor.ScopeFor(Permissions.CardsWrite), units)
            ?.Where(c => c.Level != CardLevel.Notice && (c.State == CardState.Issued || c.State == CardState.Acknowledged));
        var decide = Within(db, actor.ScopeFor(Permissions.CardsDecide), units)
            ?.Where(c => c.State == CardState.Answered || c.State == CardState.Contested);
        return (answer is null ? 0 : await answer.CountAsync(cancellation)) + (decide is null ? 0 : await decide.CountAsync(cancellation));
    }

    /// <summary>
    /// The cards on which the actor has to act, the oldest first: to answer those of the own units, and to decide on those that were
    /// answered or contested. Who may do neither is shown what needs a leader: cards that were escalated to the district, and red ones
    /// whose answer is late.
    /// </summary>
    /// <param name="actor">The reader.</param>
    /// <param name="unitId">The unit, and all below it; null for all of the actor's.</param>
    /// <param name="count">The largest number of cards of each of the two, at most <see cref="MostOfPage"/>.</param>
    /// <param name="cancellation">Cancels the reading.</param>
    public async Task<IReadOnlyList<CardView>> WaitingAsync(Actor actor, int? unitId, int count, CancellationToken cancellation = default)
    {
        var units = (await references.GetAsync(cancellation)).Units;
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var most = Math.Clamp(count, 0, MostOfPage);
        var (write, decide) = (actor.ScopeFor(Permissions.CardsWrite), actor.ScopeFor(Permissions.CardsDecide));
        var cards = new List<SupervisionCard>();
        if (Within(db, Narrowed(write), units) is { } answer)
            cards.AddRange(await OldestAsync(answer, [CardState.Issued, CardState.Acknowledged]));
        if (Within(db, Narrowed(decide), units) is { } decision)
            cards.AddRange(await OldestAsync(decision, [CardState.Answered, CardState.Contested]));
        if (write.IsNothing && decide.IsNothing && Within(db, Narrowed(actor.ScopeFor(Permissions.CardsRead)), units) is { } all)
        {
            var now = time.Now;
            var late = all.Where(c => c.Desk == CardDesk.District || (c.Level == CardLevel.Red && c.AnswerDueAt < now));
            cards.AddRange(await OldestAsync(late, [CardState.Issued, CardState.Acknowledged]));
        }
        return [.. cards.OrderBy(card => card.Id).Select(card => View(card, units))];

        UnitScope Narrowed(UnitScope scope) => scope.Narrow(units, unitId, time.Today);

        async Task<IReadOnlyList<SupervisionCard>> OldestAsync(IQueryable<SupervisionCard> from, IReadOnlyList<CardState> states)
        {
            var oldest = new List<SupervisionCard>();
            foreach (var run in Runs(from.Where(c => c.Level != CardLevel.Notice), new CardFilter(States: states)))
                oldest.AddRange(await run.OrderBy(c => c.Id).Take(most).ToListAsync(cancellation));
            return [.. oldest.OrderBy(card => card.Id).Take(most)];
        }
    }

    /// <summary>One card with its history; null when there is none, or its unit is outside the actor's scope.</summary>
    public async Task<CardView?> FindAsync(Actor actor, long id, CancellationToken cancellation = default)
    {
        var units = (await references.GetAsync(cancellation)).Units;
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var card = await db.SupervisionCards.AsNoTracking().Include(c => c.Steps).SingleOrDefaultAsync(c => c.Id == id, cancellation);
        return card is not null && actor.ScopeFor(Permissions.CardsRead).Contains(units, card.UnitId, time.Today)
            ? View(card, units) with
            {
                Steps = [.. card.Steps.OrderBy(s => s.Id)],
            }
            : null;
    }

    private IQueryable<SupervisionCard>? Filtered(PortalDb db, Actor actor, CardFilter filter, UnitTree units)
    {
        var scope = actor.ScopeFor(Permissions.CardsRead).Narrow(units, filter.UnitId, time.Today);
        if (Within(db, scope, units) is not { } cards)
            return null;
        if (filter.Level is { } level)
            cards = cards.Where(c => c.Level == level);
        if (filter.States is { Count: > 0 } states)
            cards = cards.Where(c => states.Contains(c.State));
        if (filter.Subject is { } subject)
            cards = cards.Where(c => c.Subject == subject);
        if (filter.SubjectId is { } record)
            cards = cards.Where(c => c.SubjectId == record);
        return cards;
    }

    /// <summary>The cards of the scope's units; null for a scope without units.</summary>
    private IQueryable<SupervisionCard>? Within(PortalDb db, UnitScope scope, UnitTree units) =>
        db.SupervisionCards.AsNoTracking().Within(scope, units, time.Today);

    private CardView View(SupervisionCard card, UnitTree units) =>
        new(
            card.Id,
            card.Level,
            card.Subject,
            card.Episode,
            card.UnitId,
            units.Find(card.UnitId)!.Code,
            units.NameAt(card.UnitId, time.Today),
            card.At,
            card.IssuedAt,
            card.State,
            card.Desk,
            card.AnswerDueAt,
            card.ToldAt,
            card.ReachedNobody,
            card.Revision,
            CardEvidence.Read(card.Evidence),
            []
        );
}
