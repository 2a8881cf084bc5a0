using Microsoft.EntityFrameworkCore;
using Portal.Domain.Access;
using Portal.Domain.Catalogue;
using Portal.Domain.Data;
using Portal.Domain.Shared;
using Portal.Domain.Signals;
using Portal.Domain.Supervision.Cards;
using Portal.Domain.Supervision.Events;
using Portal.Domain.Supervision.Issuing;
using Portal.Domain.Supervision.Rules;

namespace Portal.Domain.Supervision.Handling;

/// <summary>Sends cards whose answer is late to the next level, where a rule says so; without one in force nothing happens.</summary>
/// <remarks>Safe to repeat and to run twice at once: each level has a time of its own, which begins with the escalation.</remarks>
public sealed class CardEscalations(
    IDbContextFactory<PortalDb> databases,
    WriteGate gate,
    IReferenceReader references,
    CardEvents events,
    DistrictTime time,
    WakeSignals signals
)
{
    private const int CardsPerTransaction = 500;

    /// <summary>Escalates all that are due now, each by one level.</summary>
    /// <returns>Number of cards.</returns>
    public async Task<int> RunAsync(CancellationToken cancellation = default)
    {
        var (escalated, last) = (0, 0L);
        for (int? some; (some = await EscalateSomeAsync(last, id => last = id, cancellation)) is not null; )
            escalated += some.Value;
        if (escalated > 0)
            signals.Raise(WakeTopic.CardsChanged);
        return escalated;
    }

    private async Task<int?> EscalateSomeAsync(long after, Action<long> reached, CancellationToken cancellation)
    {
        var now = time.Now;
        await using var db = await databases.CreateDbContextAsync(cancellation);
        // An ended rule still speaks of what it found due while it was in force, and only of that.
        if (!await db.WarningRules.AnyAsync(r => r.Trigger == RuleTrigger.AnswerLate && r.ValidUntil != r.ValidFrom, cancellation))
            return null;
        if (!await Late(db, after, now).AnyAsync(cancellation))
            return null;
        await using var transaction = await gate.BeginAsync(db, WriteLane.Supervision, cancellation);
        var book = await RuleBook.ReadAsync(db, await references.GetAsync(cancellation), time, cancellation);
        var late = await Late(db, after, now).Take(CardsPerTransaction).ToListAsync(cancellation);
        if (late.Count == 0)
            return null;
        reached(late[^1].Id);
        List<SupervisionCard> due = [.. late.Where(card => book.EscalatesAt(card) <= now)];
        foreach (var card in due)
        {
            var next = CardMoves.NextDueAt(card, book, now);
            if (card.Escalate(card.Revision, CardReasons.AnswerIsLate, next, Actor.System, now) is { } refusal)
                throw new InvalidOperationException($"A card with a late answer was not escalated: {refusal}.");
            await CardMoves.LookAgainAsync(db, card, cancellation);
        }
        await events.WriteAsync(db, due, cancellation);
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return due.Count;
    }

    private static IOrderedQueryable<SupervisionCard> Late(PortalDb db, long after, DateTimeOffset now) =>
        db
            .SupervisionCards.Where(c =>
                c.Id > after
                && c.AnswerDueAt < now
                && c.Level != CardLevel.Notice
                && c.Desk != CardDesk.District
                && (c.State == CardState.Issued || c.State == CardState.Acknowledged)
            )
            .OrderBy(c => c.Id);
}
