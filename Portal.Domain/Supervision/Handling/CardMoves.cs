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
            (card, book) => card.SendBack(seenRevision, reason, DueAt(card, book), actor, time.Now),
            cancellation
        );

    /// <inheritdoc cref="SupervisionCard.Uphold"/>
    public Task<Refusal?> UpholdAsync(Actor actor, long id, int seenRevision, string reason, CancellationToken cancellation = default) =>
        MoveAsync(
            actor,
            Permissions.CardsDecide,
            id,
            (card, book) => card.Uphold(seenRevision, reason, DueAt(card, book), actor, time.Now),
            cancellation
        );

    /// <inheritdoc cref="SupervisionCard.Close"/>
    public Task<Refusal?> CloseAsync(Actor actor, long id, int seenRevision, string? remark, CancellationToken cancellation = default) =>
        MoveAsync(actor, Permissions.CardsDecide, id, (card, _) => card.Close(seenRevision, remark, actor, time.Now), cancellation);

    /// <inheritdoc cref="SupervisionCard.Withdraw"/>
    public Task<Refusal?> WithdrawAsync(Actor actor, long id, string reason, CancellationToken cancellation = default) =>
        MoveAsync(actor, Permissions.CardsDecide, id, (card, _) => card.Withdraw(reason, actor, time.Now), cancellation);

    /// <inheritdoc cref="SupervisionCard.Escalate"/>
    public Task<Refusal?> EscalateAsync(Actor actor, long id, int seenRevision, string reason, CancellationToken cancellation = default) =>
        MoveAsync(
            BothSides(actor),
            id,
            (card, book) => card.Escalate(seenRevision, reason, NextDueAt(card, book, time.Now), actor, time.Now),
            cancellation
        );

    /// <inheritdoc cref="SupervisionCard.Comment"/>
    public Task<Refusal?> CommentAsync(Actor actor, long id, int seenRevision, string text, CancellationToken cancellation = default) =>
        MoveAsync(BothSides(actor), id, (card, _) => card.Comment(seenRevision, text, actor, time.Now), cancellation);

    /// <summary>The units for whose cards the actor answers or decides.</summary>
    internal static UnitScope BothSides(Actor actor) => actor.ScopeFor(Permissions.CardsWrite).Or(actor.ScopeFor(Permissions.CardsDecide));

    /// <summary>The end of the time of the level above; null of the highest.</summary>
    internal static DateTimeOffset? NextDueAt(SupervisionCard card, RuleBook book, DateTimeOffset now) =>
        card.NextDesk is { } next ? book.AnswerDueAt(card.Level, next, card.UnitId, now) : null;

    private DateTimeOffset? DueAt(SupervisionCard card, RuleBook book) => book.AnswerDueAt(card.Level, card.Desk, card.UnitId, time.Now);

    private Task<Refusal?> MoveAsync(
        Actor actor,
        string permission,
        long id,
        Func<SupervisionCard, RuleBook, Refusal?> move,
        CancellationToken cancellation
    ) => MoveAsync(actor.ScopeFor(permission), id, move, cancellation);

    private async Task<Refusal?> MoveAsync(
        UnitScope scope,
        long id,
        Func<SupervisionCard, RuleBook, Refusal?> move,
        CancellationToken cancellation
    )
    {
        var reference = await references.GetAsync(cancellation);
        await using var db = await databases.CreateDbContextAsync(cancellation);
        await using var transaction = await gate.BeginAsync(db, WriteLane.Supervision, cancellation);
        var card = await db.SupervisionCards.SingleOrDefaultAsync(c => c.Id == id, cancellation);
        if (card is null || !scope.Contains(reference.Units, card.UnitId, time.Today))
            return CardRefusal.CardUnknown;
        var book = await RuleBook.ReadAsync(db, reference, time, cancellation);
        if (move(card, book) is { } refusal)
            return refusal;
        await LookAgainAsync(db, card, cancellation);
        await events.WriteAsync(db, [card], cancellation);
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        signals.Raise(WakeTopic.CardsChanged, card.Id);
        return null;
    }

    /// <summary>The answer may stay away: then another card is due.</summary>
    internal static async Task LookAgainAsync(PortalDb db, SupervisionCard card, CancellationToken cancellation)
    {
        if (card.AnswerDueAt is not { } due)
            return;
        var watched = await db.WatchedRecords.SingleOrDefaultAsync(
            w => w.SubjectId == card.SubjectId && w.Subject == card.Subject,
            cancellation
        );
        if (watched is not null && !(watched.NextAt <= due))
            watched.NextAt = due;
    }
}
