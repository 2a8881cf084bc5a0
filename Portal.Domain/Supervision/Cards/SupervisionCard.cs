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
    /// <summary>So long an acknowledgement or a hand-over can be taken back.</summary>
    public static readonly TimeSpan TakenBackWithin = TimeSpan.FromMinutes(1);

    public long Id { get; set; }

    /// <summary>The version of the rule by which it was issued.</summary>
    public int RuleId { get; set; }

    public CardLevel Level { get; set; }

    public CardSubject Subject { get; set; }

    /// <summary>The record's id.</summary>
    public long SubjectId { get; set; }

    /// <summary>1, and one more with each re-opening of the record and each card that a change of the record withdraws.</summary>
    public int Episode { get; set; } = 1;

    /// <summary>The unit that has to answer: that of the record, until the card is handed over.</summary>
    public int UnitId { get; set; }

    /// <summary>The level that has to see to the answer.</summary>
    public CardDesk Desk { get; set; } = CardDesk.Unit;

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

    /// <summary>Whether the unit still has to act: to answer, or to acknowledge a notice.</summary>
    public bool IsWithUnit => State is CardState.Issued or CardState.Acknowledged;

    /// <summary>Whether unit or office still has to act.</summary>
    public bool IsOpen => State is not (CardState.Closed or CardState.Withdrawn);

    /// <summary>The level above the present one; null of the highest.</summary>
    public CardDesk? NextDesk => DeskAbove(Desk);

    /// <summary>The level above; null of the highest.</summary>
    public static CardDesk? DeskAbove(CardDesk desk) =>
        desk switch
        {
            CardDesk.Unit => CardDesk.Head,
            CardDesk.Head => CardDesk.District,
            CardDesk.District => null,
        };

    /// <summary>Whether the unit has to answer a card of the level in the state.</summary>
    public static bool Awaits(CardLevel level, CardState state) =>
        level != CardLevel.Notice && (state is CardState.Issued or CardState.Acknowledged);

    /// <summary>The unit has seen the card. A notice is done with that.</summary>
    public Refusal? Acknowledge(Actor actor, DateTimeOffset now)
    {
        if (State != CardState.Issued)
            return CardRefusal.CardIsNotNew;
        var (before, due) = (State, AnswerDueAt);
        State = Level == CardLevel.Notice ? CardState.Closed : CardState.Acknowledged;
        var step = AddStep(CardAction.Acknowledged, actor, now);
        (step.StateBefore, step.AnswerDueBefore) = (before, due);
        return null;
    }

    /// <summary>Another unit has to answer from now on. It has not seen the card yet; the level stays.</summary>
    /// <param name="seenRevision">The revision that the actor saw.</param>
    /// <param name="unitId">The unit that takes it over.</param>
    /// <param name="reason">Never blank.</param>
    /// <param name="answerDueAt">The end of its working time to answer, which begins anew; null for notices, and where none is set.</param>
    /// <param name="actor">Who hands it over.</param>
    /// <param name="now">When.</param>
    public Refusal? HandOver(int seenRevision, int unitId, string reason, DateTimeOffset? answerDueAt, Actor actor, DateTimeOffset now)
    {
        if (!IsWithUnit)
            return CardRefusal.CardIsNotWithUnit;
        if (Decide(seenRevision, reason) is { } refusal)
            return refusal;
        if (unitId == UnitId)
            return CardRefusal.UnitIsTheSame;
        var (from, before, due) = (UnitId, State, AnswerDueAt);
        (UnitId, State, AnswerDueAt) = (unitId, CardState.Issued, answerDueAt);
        (ToldAt, ReachedNobody) = (null, false); // nobody of the unit was told
        var step = AddStep(CardAction.HandedOver, actor, now, reason);
        (step.FromUnitId, step.ToUnitId, step.StateBefore, step.AnswerDueBefore) = (from, unitId, before, due);
        return null;
    }

    /// <summary>The next level has to see to the answer, in a time of its own. The unit may still answer.</summary>
    /// <param name="seenRevision">The revision that the actor saw.</param>
    /// <param name="reason">Never blank.</param>
    /// <param name="answerDueAt">The end of the next level's time; null where none is set.</param>
    /// <param name="actor">Who escalates it.</param>
    /// <param name="now">When.</param>
    public Refusal? Escalate(int seenRevision, string reason, DateTimeOffset? answerDueAt, Actor actor, DateTimeOffset now)
    {
        if (!AwaitsAnswer)
            return CardRefusal.CardNeedsNoAnswer;
        if (NextDesk is not { } next)
            return CardRefusal.CardIsAtTheTop;
        if (Decide(seenRevision, reason) is { } refusal)
            return refusal;
        (Desk, AnswerDueAt) = (next, answerDueAt);
        AddStep(CardAction.Escalated, actor, now, reason).Desk = next;
        return null;
    }

    /// <summary>Unit or office says something while the card is open. The other side sees it before it decides.</summary>
    /// <param name="seenRevision">The revision that the writer saw.</param>
    /// <param name="text">Never blank.</param>
    /// <param name="actor">Who says it.</param>
    /// <param name="now">When.</param>
    public Refusal? Comment(int seenRevision, string text, Actor actor, DateTimeOffset now)
    {
        if (!IsOpen)
            return CardRefusal.CardHasEnded;
        if (Decide(seenRevision, text) is { } refusal)
            return refusal;
        AddStep(CardAction.Commented, actor, now, text);
        return null;
    }

    /// <summary>
    /// Takes an acknowledgement or a hand-over of the same actor back, within <see cref="TakenBackWithin"/> and while nothing else
    /// happened. Both stay in the history. Needs all steps.
    /// </summary>
    /// <param name="seenRevision">The revision after the move that is taken back.</param>
    /// <param name="actor">Who made that move.</param>
    /// <param name="now">When.</param>
    public Refusal? TakeBack(int seenRevision, Actor actor, DateTimeOffset now)
    {
        if (Revision != seenRevision)
            return CardRefusal.CardHasChanged;
        if (Steps.LastOrDefault() is not { StateBefore: { } before } last || last.By != actor.Name)
            return CardRefusal.NothingToTakeBack;
        if (now - last.At > TakenBackWithin)
            return CardRefusal.TakenBackTooLate;
        (State, AnswerDueAt, UnitId) = (before, last.AnswerDueBefore, last.FromUnitId ?? UnitId);
        var step = AddStep(CardAction.TakenBack, actor, now);
        (step.FromUnitId, step.ToUnitId) = (last.ToUnitId, last.FromUnitId);
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
        NoteFirstAnswer(now);
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
        NoteFirstAnswer(now);
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

    // A later answer does not make up for a late one, and no repeated one spoils the first.
    private void NoteFirstAnswer(DateTimeOffset now) => WasAnsweredInTime ??= AnswerDueAt is null || now <= AnswerDueAt;

    private Refusal? Decide(int seenRevision, string reason) => Revision != seenRevision ? CardRefusal.CardHasChanged : Wrong(reason);

    private static Refusal? Wrong(string text) => CardRefusal.OfTexts.OfNeeded(text, CardColumns.TextLength);

    private Refusal? Reopen(CardAction action, string reason, DateTimeOffset? answerDueAt, Actor actor, DateTimeOffset now)
    {
        (State, AnsweredAt, AnswerDueAt) = (CardState.Acknowledged, null, answerDueAt);
        AddStep(action, actor, now, reason);
        return null;
    }

    private CardStep AddStep(CardAction action, Actor actor, DateTimeOffset now, string? text = null)
    {
        Revision++;
        var step = new CardStep
        {
            Action = action,
            Text = string.IsNullOrWhiteSpace(text) ? null : text.Trim(),
            By = actor.Name,
            At = now,
        };
        Steps.Add(step);
        return step;
    }
}
