using Microsoft.EntityFrameworkCore;
using Portal.Domain.Access;
using Portal.Domain.Catalogue;
using Portal.Domain.Data;
using Portal.Domain.Organisation;
using Portal.Domain.Shared;
using Portal.Domain.Signals;
using Portal.Domain.Supervision.Cards;
using Portal.Domain.Supervision.Events;
using Portal.Domain.Supervision.Issuing;

namespace Portal.Domain.Supervision.Handling;

/// <summary>A card as its reader saw it.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Revision">The revision that was seen.</param>
public sealed record SeenCard(long Id, int Revision);

/// <summary>The result for one card of a batch: moved, or refused.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Revision">Its revision afterwards, by which the move is taken back.</param>
/// <param name="Refusal">Why it was left as it was; null when it was moved.</param>
public sealed record CardOutcome(long Id, int Revision, Refusal? Refusal);

/// <summary>
/// Moves many cards in one transaction. Each card is moved or refused by its own rules, with its reason: one that is refused keeps none of
/// the others. A card named twice is moved once.
/// </summary>
public sealed class CardBatches(
    IDbContextFactory<PortalDb> databases,
    WriteGate gate,
    IReferenceReader references,
    CardEvents events,
    DistrictTime time,
    WakeSignals signals
)
{
    /// <summary>The most cards of a batch.</summary>
    public const int MostAtOnce = 300;

    /// <inheritdoc cref="SupervisionCard.Acknowledge"/>
    public Task<Outcome<IReadOnlyList<CardOutcome>>> AcknowledgeAsync(
        Actor actor,
        IReadOnlyList<SeenCard> cards,
        CancellationToken cancellation = default
    ) =>
        MoveAsync(
            actor.ScopeFor(Permissions.CardsWrite),
            cards,
            (card, seen, _) => card.Revision == seen.Revision ? card.Acknowledge(actor, time.Now) : CardRefusal.CardHasChanged,
            cancellation
        );

    /// <inheritdoc cref="SupervisionCard.HandOver"/>
    /// <param name="actor">Who hands over; answers or decides for the present unit and for the one that takes over.</param>
    /// <param name="cards">The cards as they were seen.</param>
    /// <param name="unitCode">The unit that takes them over; it exists today.</param>
    /// <param name="reason">Never blank.</param>
    /// <param name="cancellation">Cancels it.</param>
    public async Task<Outcome<IReadOnlyList<CardOutcome>>> HandOverAsync(
        Actor actor,
        IReadOnlyList<SeenCard> cards,
        string unitCode,
        string reason,
        CancellationToken cancellation = default
    )
    {
        var units = (await references.GetAsync(cancellation)).Units;
        var scope = CardMoves.BothSides(actor);
        if (units.Find(unitCode) is not { } unit || !units.IsInForce(unit.Id, time.Today) || !scope.Contains(units, unit.Id, time.Today))
            return CardRefusal.UnitUnknown;
        return await MoveAsync(
            scope,
            cards,
            (card, seen, book) =>
            {
                var due = book.HandedOverDueAt(card.Level, card.Desk, unit.Id, time.Now);
                return card.HandOver(seen.Revision, unit.Id, reason, due, actor, time.Now);
            },
            cancellation
        );
    }

    /// <inheritdoc cref="SupervisionCard.TakeBack"/>
    public Task<Outcome<IReadOnlyList<CardOutcome>>> TakeBackAsync(
        Actor actor,
        IReadOnlyList<SeenCard> cards,
        CancellationToken cancellation = default
    ) => MoveAsync(CardMoves.BothSides(actor), cards, (card, seen, _) => card.TakeBack(seen.Revision, actor, time.Now), cancellation);

    private async Task<Outcome<IReadOnlyList<CardOutcome>>> MoveAsync(
        UnitScope scope,
        IReadOnlyList<SeenCard> cards,
        Func<SupervisionCard, SeenCard, RuleBook, Refusal?> move,
        CancellationToken cancellation
    )
    {
        if (cards.Count is 0 or > MostAtOnce)
            return CardRefusal.TooManyAtOnce;
        var reference = await references.GetAsync(cancellation);
        long[] ids = [.. cards.Select(card => card.Id).Distinct()];
        await using var db = await databases.CreateDbContextAsync(cancellation);
        await using var transaction = await gate.BeginAsync(db, WriteLane.Supervision, cancellation);
        var book = await RuleBook.ReadAsync(db, reference, time, cancellation);
        var found = await db
            .SupervisionCards.Include(c => c.Steps.OrderBy(s => s.Id))
            .Where(c => EF.Parameter(ids).Contains(c.Id))
            .ToDictionaryAsync(c => c.Id, cancellation);
        var moved = new List<SupervisionCard>();
        var outcomes = new List<CardOutcome>();
        foreach (var seen in cards.DistinctBy(card => card.Id))
        {
            var card = found.GetValueOrDefault(seen.Id);
            var refusal =
                card is null || !scope.Contains(reference.Units, card.UnitId, time.Today)
                    ? CardRefusal.CardUnknown
                    : move(card, seen, book);
            outcomes.Add(new(seen.Id, refusal is null ? card!.Revision : seen.Revision, refusal));
            if (refusal is not null)
                continue;
            await CardMoves.LookAgainAsync(db, card!, cancellation);
            moved.Add(card!);
        }
        if (moved.Count == 0)
            return outcomes;
        await events.WriteAsync(db, moved, cancellation);
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        signals.Raise(WakeTopic.CardsChanged);
        return outcomes;
    }
}
