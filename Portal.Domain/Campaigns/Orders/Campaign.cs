using Portal.Domain.Access;
using Portal.Domain.Shared;

namespace Portal.Domain.Campaigns.Orders;

/// <summary>
/// 专项行动: a named drive of the district, with items that units have to work off phase by phase. It is never deleted. Every move is a
/// method that returns null, or why it is refused; a refused move changes nothing.
/// </summary>
public sealed class Campaign
{
    public int Id { get; set; }

    public required string Name { get; set; }

    /// <summary>What is to be reached, and how.</summary>
    public required string Purpose { get; set; }

    /// <summary>The document that orders it; null when none is named.</summary>
    public string? Basis { get; set; }

    /// <summary>What the units count while they work an item off, such as 兜底条款; null when nothing is counted.</summary>
    public string? Counted { get; set; }

    public CampaignState State { get; set; } = CampaignState.Running;

    /// <summary>Rises with each move of the campaign itself; its items have their own.</summary>
    public int Revision { get; set; }

    /// <summary>At least one, in order of their positions.</summary>
    public List<CampaignPhase> Phases { get; } = [];

    /// <summary>The moves of the campaign and of its items, only added to. Loaded for the page alone.</summary>
    public List<CampaignStep> Steps { get; } = [];

    /// <summary>The first day of its first phase.</summary>
    public DateOnly StartsOn => Phases.Min(phase => phase.StartsOn);

    /// <summary>The deadline of its last phase.</summary>
    public DateOnly DueOn => Phases.Max(phase => phase.DueOn);

    /// <summary>The office sets another deadline for a phase. What units reported keeps the instant of the report.</summary>
    /// <param name="position">The phase's position.</param>
    /// <param name="dueOn">The new deadline; not before the phase starts.</param>
    /// <param name="seenRevision">The revision that the office saw.</param>
    /// <param name="reason">Never blank.</param>
    /// <param name="actor">Who sets it.</param>
    /// <param name="now">The instant.</param>
    public Refusal? MoveDeadline(int position, DateOnly dueOn, int seenRevision, string reason, Actor actor, DateTimeOffset now)
    {
        if (Decide(seenRevision, reason) is { } refusal)
            return refusal;
        if (Phases.Find(phase => phase.Position == position) is not { } moved)
            return CampaignRefusal.PhaseUnknown;
        if (dueOn < moved.StartsOn)
            return CampaignRefusal.DeadlineBeforeStart;
        if (dueOn.DayNumber - moved.StartsOn.DayNumber > CampaignPhase.MostDays)
            return CampaignRefusal.DayIsTooFar;
        if (dueOn == moved.DueOn)
            return CampaignRefusal.NothingChanges;
        var text = $"{moved.Name}: {Days.ToText(moved.DueOn)} → {Days.ToText(dueOn)}\n{reason.Trim()}";
        moved.DueOn = dueOn;
        AddStep(CampaignAction.DeadlineMoved, text, actor, now);
        return null;
    }

    /// <summary>The office ends the campaign: every item is done or dropped.</summary>
    /// <param name="open">How many items are neither done nor dropped.</param>
    /// <param name="seenRevision">The revision that the office saw.</param>
    /// <param name="remark">May be blank.</param>
    /// <param name="actor">Who ends it.</param>
    /// <param name="now">The instant.</param>
    public Refusal? Close(int open, int seenRevision, string? remark, Actor actor, DateTimeOffset now)
    {
        if (Check(seenRevision) is { } refusal)
            return refusal;
        if (open > 0)
            return CampaignRefusal.ItemsAreOpen;
        if (CampaignTexts.WrongRemark(remark) is { } wrong)
            return wrong;
        State = CampaignState.Closed;
        AddStep(CampaignAction.CampaignClosed, remark, actor, now);
        return null;
    }

    /// <summary>The office gives the campaign up, whatever is open. What was done stays in its history.</summary>
    /// <param name="seenRevision">The revision that the office saw.</param>
    /// <param name="reason">Never blank.</param>
    /// <param name="actor">Who gives it up.</param>
    /// <param name="now">The instant.</param>
    public Refusal? Withdraw(int seenRevision, string reason, Actor actor, DateTimeOffset now)
    {
        if (Decide(seenRevision, reason) is { } refusal)
            return refusal;
        State = CampaignState.Withdrawn;
        AddStep(CampaignAction.CampaignWithdrawn, reason, actor, now);
        return null;
    }

    private Refusal? Decide(int seenRevision, string reason) => Check(seenRevision) ?? CampaignTexts.Wrong(reason);

    private Refusal? Check(int seenRevision) =>
        State != CampaignState.Running ? CampaignRefusal.CampaignHasEnded
        : Revision != seenRevision ? CampaignRefusal.CampaignHasChanged
        : null;

    internal void AddStep(CampaignAction action, string? text, Actor actor, DateTimeOffset now)
    {
        Revision++;
        Steps.Add(CampaignStep.Of(action, text, actor, now));
    }
}
