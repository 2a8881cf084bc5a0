using Microsoft.EntityFrameworkCore;
using Portal.Domain.Access;
using Portal.Domain.Catalogue;
using Portal.Domain.Data;
using Portal.Domain.Shared;
using Portal.Domain.Signals;
using Portal.Domain.Supervision.Cards;
using Portal.Domain.Supervision.Events;
using Portal.Domain.Supervision.Issuing;

namespace Portal.Domain.Supervision.Handling;

/// <summary>
/// Moves cards between unit and office: loads the card, calls its move, and stores the result in one transaction. The rules are the card's
/// own (<see cref="SupervisionCard"/>). Every move returns null when it is done, or why it was refused.
/// </summary>
public sealed class CardMoves(
    IDbContextFactory<PortalDb> databases,
    WriteGate gate,
    IReferenceReader references,
    CardEvents events,
    DistrictTime time,
    WakeSignals signals
)
{
    /// <inheritdoc cref="SupervisionCard.Acknowledge"/>
    public Task<Refusal?> AcknowledgeAsync(Actor actor, long id, CancellationToken cancellation = default) =>
        MoveAsync(actor, Permissions.CardsWrite, id, (card, _) => card.Acknowledge(actor, time.Now), cancellation);

    /// <inheritdoc cref="SupervisionCard.Answer"/>
    public Task<Refusal?> AnswerAsync(Actor actor, long id, string text, CancellationToken cancellation = default) =>
        MoveAsync(actor, Permissions.CardsWrite, id, (card, _) => card.Answer(text, actor, time.Now), cancellation);

    /// <inheritdoc cref="SupervisionCard.Contest"/>
    public Task<Refusal?> ContestAsync(Actor actor, long id, string reason, CancellationToken cancellation = default) =>
        MoveAsync(actor, Permissions.CardsWrite, id, (card, _) => card.Contest(reason, actor, time.Now), cancellation);

    /// <inheritdoc cref="SupervisionCard.SendBack"/>
    public Task<Refusal?> SendBackAsync(Actor actor, long id, int seenRevision, string reason, CancellationToken cancellation = default) =>
        MoveAsync(
            actor,
            Permissions.CardsDecide,
            id,
            (card, due) => card.SendBack(seenRevision, reason, due, actor, time.Now),
            cancellation
        );

    /// <inheritdoc cref="SupervisionCard.Uphold"/>
    public Task<Refusal?> UpholdAsync(Actor actor, long id, int seenRevision, string reason, CancellationToken cancellation = default) =>
        MoveAsync(actor, Permissions.CardsDecide, id, (card, due) => card.Uphold(seenRevision, reason, due, actor, time.Now), cancellation);

    /// <inheritdoc cref="SupervisionCard.Close"/>
    public Task<Refusal?> CloseAsync(Actor actor, long id, int seenRevision, string? remark, CancellationToken cancellation = default) =>
        MoveAsync(actor, Permissions.CardsDecide, id, (card, _) => card.Close(seenRevision, remark, actor, time.Now), cancellation);

    /// <inheritdoc cref="SupervisionCard.Withdraw"/>
    public Task<Refusal?> WithdrawAsync(Actor actor, long id, string reason, CancellationToken cancellation = default) =>
        MoveAsync(actor, Permissions.CardsDecide, id, (card, _) => card.Withdraw(reason, actor, time.Now), cancellation);

    private async Task<Refusal?> MoveAsync(
        Actor actor,
        string permission,
        long id,
        Func<SupervisionCard, DateTimeOffset?, Refusal?> move,
        CancellationToken cancellation
    )
    {
        var scope = actor.ScopeFor(permission);
        var reference = await references.GetAsync(cancellation);
        await using var db = await databases.CreateDbContextAsync(cancellation);
        await using var transaction = await gate.BeginAsync(db, WriteLane.Supervision, cancellation);
        var card = await db.SupervisionCards.SingleOrDefaultAsync(c => c.Id == id, cancellation);
        if (card is null || !scope.Contains(reference.Units, card.UnitId, time.Today))
            return CardRefusal.CardUnknown;
        var book = await RuleBook.ReadAsync(db, reference, time, cancellation);
        if (move(card, book.AnswerDueAt(card.Level, card.UnitId, time.Now)) is { } refusal)
            return refusal;
        if (card.AnswerDueAt is { } due)
            await LookAgainAtAsync(db, card, due, cancellation);
        await events.WriteAsync(db, [card], cancellation);
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        signals.Raise(WakeTopic.CardsChanged, card.Id);
        return null;
    }

    /// <summary>The answer may stay away: then another card is due.</summary>
    private static async Task LookAgainAtAsync(PortalDb db, SupervisionCard card, DateTimeOffset due, CancellationToken cancellation)
    {
        var watched = await db.WatchedRecords.SingleOrDefaultAsync(
            w => w.SubjectId == card.SubjectId && w.Subject == card.Subject,
            cancellation
        );
        if (watched is not null && !(watched.NextAt <= due))
            watched.NextAt = due;
    }
}
