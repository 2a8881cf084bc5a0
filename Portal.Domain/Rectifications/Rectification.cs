using Portal.Domain.Access;
using Portal.Domain.Organisation;
using Portal.Domain.Shared;

namespace Portal.Domain.Rectifications;

/// <summary>What the office orders a unit to mend.</summary>
/// <param name="Problem">What is wrong; never blank.</param>
/// <param name="Basis">The law or standard that it breaks; never blank.</param>
/// <param name="Deadline">The last day for the unit to submit, a day of the district.</param>
/// <param name="CardId">The supervision card from which it follows; null without one.</param>
public sealed record RectificationDemand(string Problem, string Basis, DateOnly Deadline, long? CardId = null);

/// <summary>
/// 整改通知: the order to a unit to mend something by a day, and to prove it. Every move is a method that returns null, or why it is refused;
/// a refused move changes nothing. An order is never deleted.
/// </summary>
public sealed class Rectification : IOfUnit
{
    /// <summary>The most days from the order to its deadline.</summary>
    public const int MostDays = 366;

    /// <summary>The least working days after today that a hand-over leaves to the receiver.</summary>
    public const int LeastDaysOfReceiver = 3;

    /// <summary>Its number.</summary>
    public long Id { get; set; }

    /// <summary>The unit that has to mend.</summary>
    public int UnitId { get; set; }

    public required string Problem { get; set; }

    /// <summary>The law or standard by which it has to be mended.</summary>
    public required string Basis { get; set; }

    /// <summary>The last day for the unit to submit, a day of the district.</summary>
    public DateOnly Deadline { get; set; }

    public required string OrderedBy { get; set; }

    public DateTimeOffset OrderedAt { get; set; }

    /// <summary>The supervision card from which it follows; null without one.</summary>
    public long? CardId { get; set; }

    public RectificationState State { get; set; } = RectificationState.Ordered;

    /// <summary>
    /// From 1 on; a new one begins each time the office sends it back. Evidence belongs to the round in which it was added.
    /// </summary>
    public int Round { get; set; } = 1;

    /// <summary>When what the office sees, or has accepted, was submitted; null before.</summary>
    public DateTimeOffset? SubmittedAt { get; set; }

    /// <summary>Rises with each move.</summary>
    public int Revision { get; set; }

    /// <summary>Its moves, only added to. Loaded for moves.</summary>
    public List<RectificationStep> Steps { get; } = [];

    /// <summary>Whether the unit has to mend and to submit, and may add evidence.</summary>
    public bool AwaitsUnit => State == RectificationState.Ordered;

    /// <summary>Whether the office has to decide on what the unit has submitted.</summary>
    public bool AwaitsOffice => State == RectificationState.Submitted;

    /// <summary>Whether unit or office still has to act.</summary>
    public bool IsOpen => AwaitsUnit || AwaitsOffice;

    /// <summary>Whether the unit has let the last day pass without submitting.</summary>
    /// <param name="today">The district's day.</param>
    public bool IsOverdue(DateOnly today) => AwaitsUnit && Deadline < today;

    /// <summary>The office orders a unit to mend something.</summary>
    /// <param name="demand">What, why and until when.</param>
    /// <param name="unitId">The unit.</param>
    /// <param name="actor">Who orders it.</param>
    /// <param name="now">When.</param>
    /// <param name="today">The district's day at that instant.</param>
    public static Outcome<Rectification> Order(RectificationDemand demand, int unitId, Actor actor, DateTimeOffset now, DateOnly today)
    {
        var refusal =
            Wrong(demand.Problem, RectificationColumns.ProblemLength)
            ?? Wrong(demand.Basis, RectificationColumns.BasisLength)
            ?? Wrong(demand.Deadline, today);
        if (refusal is not null)
            return refusal;
        var order = new Rectification
        {
            UnitId = unitId,
            Problem = demand.Problem.Trim(),
            Basis = demand.Basis.Trim(),
            Deadline = demand.Deadline,
            OrderedBy = actor.Name,
            OrderedAt = now,
            CardId = demand.CardId,
        };
        order.AddStep(RectificationAction.Ordered, RectificationState.Ordered, demand.Deadline, text: null, actor, now, isFirst: true);
        return order;
    }

    /// <summary>The unit says that it has mended, and what it did. Also after the last day.</summary>
    /// <param name="seenRevision">The revision that the unit saw: a new deadline or comment is not overlooked.</param>
    /// <param name="statement">Never blank.</param>
    /// <param name="filesOfRound">The number of files of evidence of the present round.</param>
    /// <param name="actor">Who submits.</param>
    /// <param name="now">When.</param>
    public Refusal? Submit(int seenRevision, string statement, int filesOfRound, Actor actor, DateTimeOffset now)
    {
        if (!AwaitsUnit)
            return RectificationRefusal.UnitIsNotToAct;
        if (WrongMove(seenRevision, statement) is { } refusal)
            return refusal;
        if (filesOfRound == 0)
            return RectificationRefusal.EvidenceIsMissing;
        AddStep(RectificationAction.Submitted, RectificationState.Submitted, Deadline, statement, actor, now);
        SubmittedAt = now;
        return null;
    }

    /// <summary>The office is not content: the unit has to mend again, in another round.</summary>
    /// <param name="seenRevision">The revision that the office saw: nothing later is judged unseen.</param>
    /// <param name="reason">Never blank.</param>
    /// <param name="deadline">The new last day.</param>
    /// <param name="actor">Who sends it back.</param>
    /// <param name="now">When.</param>
    /// <param name="today">The district's day at that instant.</param>
    public Refusal? SendBack(int seenRevision, string reason, DateOnly deadline, Actor actor, DateTimeOffset now, DateOnly today)
    {
        if (!AwaitsOffice)
            return RectificationRefusal.OfficeIsNotToDecide;
        if ((WrongMove(seenRevision, reason) ?? Wrong(deadline, today)) is { } refusal)
            return refusal;
        AddStep(RectificationAction.SentBack, RectificationState.Ordered, deadline, reason, actor, now);
        (SubmittedAt, Round) = (null, Round + 1);
        return null;
    }

    /// <summary>The office accepts what was done.</summary>
    /// <param name="seenRevision">The revision that the office saw.</param>
    /// <param name="remark">May be blank.</param>
    /// <param name="actor">Who closes it.</param>
    /// <param name="now">When.</param>
    public Refusal? Close(int seenRevision, string? remark, Actor actor, DateTimeOffset now)
    {
        if (!AwaitsOffice)
            return RectificationRefusal.OfficeIsNotToDecide;
        if (Revision != seenRevision)
            return RectificationRefusal.OrderHasChanged;
        if (!string.IsNullOrWhiteSpace(remark) && Wrong(remark, RectificationColumns.TextLength) is { } refusal)
            return refusal;
        AddStep(RectificationAction.Closed, RectificationState.Closed, Deadline, remark, actor, now);
        return null;
    }

    /// <summary>The office takes the order back.</summary>
    /// <param name="seenRevision">The revision that the office saw.</param>
    /// <param name="reason">Never blank.</param>
    /// <param name="actor">Who withdraws it.</param>
    /// <param name="now">When.</param>
    public Refusal? Withdraw(int seenRevision, string reason, Actor actor, DateTimeOffset now)
    {
        if (!IsOpen)
            return RectificationRefusal.OrderHasEnded;
        if (WrongMove(seenRevision, reason) is { } refusal)
            return refusal;
        AddStep(RectificationAction.Withdrawn, RectificationState.Withdrawn, Deadline, reason, actor, now);
        return null;
    }

    /// <summary>
    /// The office or the unit says something while the order is open. The state stays, and the other side sees it before it acts.
    /// </summary>
    /// <param name="seenRevision">The revision that the writer saw.</param>
    /// <param name="text">Never blank.</param>
    /// <param name="actor">Who says it.</param>
    /// <param name="now">When.</param>
    public Refusal? Comment(int seenRevision, string text, Actor actor, DateTimeOffset now)
    {
        if (!IsOpen)
            return RectificationRefusal.OrderHasEnded;
        if (WrongMove(seenRevision, text) is { } refusal)
            return refusal;
        AddStep(RectificationAction.Commented, State, Deadline, text, actor, now);
        return null;
    }

    /// <summary>Another unit has to mend from now on. The last day stays, unless it leaves the receiver too little time.</summary>
    /// <param name="seenRevision">The revision that the actor saw.</param>
    /// <param name="unitId">The unit that takes it over.</param>
    /// <param name="reason">Never blank.</param>
    /// <param name="leastDeadline">The day after <see cref="LeastDaysOfReceiver"/> working days.</param>
    /// <param name="actor">Who hands it over.</param>
    /// <param name="now">When.</param>
    public Refusal? HandOver(int seenRevision, int unitId, string reason, DateOnly leastDeadline, Actor actor, DateTimeOffset now)
    {
        if (!AwaitsUnit)
            return RectificationRefusal.UnitIsNotToAct;
        if (WrongMove(seenRevision, reason) is { } refusal)
            return refusal;
        if (unitId == UnitId)
            return RectificationRefusal.UnitIsTheSame;
        AddStep(RectificationAction.HandedOver, State, Deadline < leastDeadline ? leastDeadline : Deadline, reason, actor, now);
        (Steps[^1].FromUnitId, Steps[^1].ToUnitId) = (UnitId, unitId);
        UnitId = unitId;
        return null;
    }

    private Refusal? WrongMove(int seenRevision, string text) =>
        Revision != seenRevision ? RectificationRefusal.OrderHasChanged : Wrong(text, RectificationColumns.TextLength);

    private static Refusal? Wrong(string text, int longest) => RectificationRefusal.OfTexts.OfNeeded(text, longest);

    private static Refusal? Wrong(DateOnly deadline, DateOnly today) =>
        deadline < today ? RectificationRefusal.DeadlineIsPast
        : deadline.DayNumber - today.DayNumber > MostDays ? RectificationRefusal.DeadlineIsTooFar
        : null;

    /// <summary>Notes the step, and takes it: the only place that changes state, deadline and revision.</summary>
    private void AddStep(
        RectificationAction action,
        RectificationState after,
        DateOnly deadline,
        string? text,
        Actor actor,
        DateTimeOffset now,
        bool isFirst = false
    )
    {
        Steps.Add(
            new()
            {
                Action = action,
                Round = Round,
                Before = isFirst ? null : State,
                After = after,
                DeadlineBefore = isFirst ? null : Deadline,
                DeadlineAfter = deadline,
                Text = string.IsNullOrWhiteSpace(text) ? null : text.Trim(),
                By = actor.Name,
                At = now,
            }
        );
        (State, Deadline) = (after, deadline);
        Revision++;
    }
}
