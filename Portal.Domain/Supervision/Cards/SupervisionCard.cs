using Portal.Domain.Access;
using Portal.Domain.Organisation;
using Portal.Domain.Shared;
using Portal.Domain.Supervision.Rules;

namespace Portal.Domain.Supervision.Cards;

/// <summary>
/// 预警、黄牌、红牌: a warning to a unit about one record, issued once for its rule, subject, episode and level. Every move is a
/// method
/// that returns null, or why it is refused; a refused move changes nothing. A card is never deleted.
/// </summary>
public sealed class SupervisionCard : IOfUnit
{
    public long Id { get; set; }

    /// <summary>The version of the rule by which it was issued.</summary>
    public int RuleId { get; set; }

    public CardLevel Level { get; set; }

    public CardSubject Subject { get; set; }

    /// <summary>The record's id.</summary>
    public long SubjectId { get; set; }

    /// <summary>1, and one more with each re-opening of the record and each card that a change of the record withdraws.</summary>
    public int Episode { get; set; } = 1;

    /// <summary>The unit that has to answer.</summary>
    public int UnitId { get; set; }

    /// <summary>The instant of which the rule speaks: from then on the record was late, or nearly so.</summary>
    public DateTimeOffset At { get; set; }

    /// <summary>When it was issued; later than <see cref="At"/> after a stop.</summary>
    public DateTimeOffset IssuedAt { get; set; }

    public CardState State { get; set; } = CardState.Issued;

    /// <summary>The end of the unit's working time to answer; null for notices, and once nothing is to be answered.</summary>
    public DateTimeOffset? AnswerDueAt { get; set; }

    /// <summary>When the answer that the office sees, or has accepted, came; null without one.</summary>
    public DateTimeOffset? AnsweredAt { get; set; }

    /// <summary>Whether its first answer or objection came by its time; null before one came. Later ones change it no more.</summary>
    public bool? WasAnsweredInTime { get; set; }

    /// <summary>It was withdrawn because the record changed, and not because the office decided so.</summary>
    public bool IsRefuted { get; set; }

    /// <summary>When its unit was last told of it by mail; null before, and where no mail is sent.</summary>
    public DateTimeOffset? ToldAt { get; set; }

    /// <summary>Neither the unit nor one above it has anybody with an address: nobody was told.</summary>
    public bool ReachedNobody { get; set; }

    /// <summary>Rises with each move.</summary>
    public int Revision { get; set; }

    /// <summary>What the card was issued on, as <see cref="CardEvidence.ToJson"/> wrote it; never changed.</summary>
    public required string Evidence { get; set; }

    /// <summary>Its moves, only added to. Loaded for moves.</summary>
    public List<CardStep> Steps { get; } = [];

    /// <summary>Whether it still counts: it was not withdrawn.</summary>
    public bool Counts => State != CardState.Withdrawn;

    /// <summary>Whether the unit still has to answer.</summary>
    public bool AwaitsAnswer => Awaits(Level, State);

    /// <summary>Whether the unit has to answer a card of the level in the state.</summary>
    public static bool Awaits(CardLevel level, CardState state) =>
        level != CardLevel.Notice && (state is CardState.Issued or CardState.Acknowledged);

    /// <summary>The unit has seen the card. A notice is done with that.</summary>
    public Refusal? Acknowledge(Actor actor, DateTimeOffset now)
    {
        if (State != CardState.Issued)
            return CardRefusal.CardIsNotNew;
        State = Level == CardLevel.Notice ? CardState.Closed : CardState.Acknowledged;
        AddStep(CardAction.Acknowledged, actor, now);
        return null;
    }

    /// <summary>The unit says what went wrong and what it did about it.</summary>
    /// <param name="text">Never blank.</param>
    public Refusal? Answer(string text, Actor actor, DateTimeOffset now)
    {
        if (!AwaitsAnswer)
            return CardRefusal.CardNeedsNoAnswer;
        if (Wrong(text) is { } refusal)
            return refusal;
        WasAnsweredInTime ??= AnswerDueAt is null || now <= AnswerDueAt;
        (State, AnsweredAt, AnswerDueAt) = (CardState.Answered, now, null);
        AddStep(CardAction.Answered, actor, now, text);
        return null;
    }

    /// <summary>The unit says why the card is wrong.</summary>
    /// <param name="reason">Never blank.</param>
    public Refusal? Contest(string reason, Actor actor, DateTimeOffset now)
    {
        if (State is not (CardState.Issued or CardState.Acknowledged or CardState.Answered))
            return CardRefusal.CardIsNotOpen;
        if (Wrong(reason) is { } refusal)
            return refusal;
        WasAnsweredInTime ??= AnswerDueAt is null || now <= AnswerDueAt;
        (State, AnswerDueAt) = (CardState.Contested, null);
        AddStep(CardAction.Contested, actor, now, reason);
        return null;
    }

    /// <summary>The office wants another answer.</summary>
    /// <param name="seenRevision">The revision that the office saw: a later answer is not judged unseen.</param>
    /// <param name="reason">Never blank.</param>
    /// <param name="answerDueAt">The end of the unit's new working time to answer.</param>
    public Refusal? SendBack(int seenRevision, string reason, DateTimeOffset? answerDueAt, Actor actor, DateTimeOffset now)
    {
        if (State != CardState.Answered)
            return CardRefusal.CardIsNotAnswered;
        return Decide(seenRevision, reason) ?? Reopen(CardAction.SentBack, reason, answerDueAt, actor, now);
    }

    /// <summary>The office keeps a contested card: the unit has to answer.</summary>
    /// <inheritdoc cref="SendBack"/>
    public Refusal? Uphold(int seenRevision, string reason, DateTimeOffset? answerDueAt, Actor actor, DateTimeOffset now)
    {
        if (State != CardState.Contested)
            return CardRefusal.CardIsNotContested;
        return Decide(seenRevision, reason) ?? Reopen(CardAction.Upheld, reason, answerDueAt, actor, now);
    }

    /// <summary>The office accepts the answer. The card stays in the figures.</summary>
    /// <param name="seenRevision">The revision that the office saw.</param>
    /// <param name="remark">May be blank.</param>
    public Refusal? Close(int seenRevision, string? remark, Actor actor, DateTimeOffset now)
    {
        if (State != CardState.Answered)
            return CardRefusal.CardIsNotAnswered;
        if (Revision != seenRevision)
            return CardRefusal.CardHasChanged;
        if (!string.IsNullOrWhiteSpace(remark) && Wrong(remark) is { } refusal)
            return refusal;
        (State, AnswerDueAt) = (CardState.Closed, null);
        AddStep(CardAction.Closed, actor, now, remark);
        return null;
    }

    /// <summary>The record has changed, and the rule would not speak of it as it is now: the card counts no more.</summary>
    public Refusal? Refute(Actor actor, DateTimeOffset now)
    {
        if (Withdraw(CardReasons.RecordChanged, actor, now) is { } refusal)
            return refusal;
        IsRefuted = true;
        return null;
    }

    /// <summary>The office finds that the card was wrong: it counts no more.</summary>
    /// <param name="reason">Never blank.</param>
    public Refusal? Withdraw(string reason, Actor actor, DateTimeOffset now)
    {
        if (State == CardState.Withdrawn)
            return CardRefusal.CardIsWithdrawn;
        if (Wrong(reason) is { } refusal)
            return refusal;
        (State, AnswerDueAt) = (CardState.Withdrawn, null);
        AddStep(CardAction.Withdrawn, actor, now, reason);
        return null;
    }

    private Refusal? Decide(int seenRevision, string reason) => Revision != seenRevision ? CardRefusal.CardHasChanged : Wrong(reason);

    private static Refusal? Wrong(string text) => CardRefusal.OfTexts.OfNeeded(text, CardColumns.TextLength);

    private Refusal? Reopen(CardAction action, string reason, DateTimeOffset? answerDueAt, Actor actor, DateTimeOffset now)
    {
        (State, AnsweredAt, AnswerDueAt) = (CardState.Acknowledged, null, answerDueAt);
        AddStep(action, actor, now, reason);
        return null;
    }

    private void AddStep(CardAction action, Actor actor, DateTimeOffset now, string? text = null)
    {
        Revision++;
        Steps.Add(
            new()
            {
                Action = action,
                Text = string.IsNullOrWhiteSpace(text) ? null : text.Trim(),
                By = actor.Name,
                At = now,
            }
        );
    }
}
