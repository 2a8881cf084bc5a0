using Portal.Domain.Access;
using Portal.Domain.Organisation;
using Portal.Domain.Shared;

namespace Portal.Domain.Campaigns.Orders;

/// <summary>One thing that one unit has to do in a campaign. Its moves follow the same rules as those of <see cref="Campaign"/>.</summary>
public sealed class CampaignItem : IOfUnit
{
    /// <summary>The largest count of a report.</summary>
    public const int MostCounted = 1_000_000;

    public long Id { get; set; }

    public int CampaignId { get; set; }

    public int PhaseId { get; set; }

    /// <summary>The unit that has to work it off.</summary>
    public int UnitId { get; set; }

    public required string Name { get; set; }

    public ItemState State { get; set; } = ItemState.Open;

    /// <summary>When the unit made the report that the office looks at, or has confirmed; null without one.</summary>
    public DateTimeOffset? ReportedAt { get; set; }

    /// <summary>When the office confirmed it; null before.</summary>
    public DateTimeOffset? DoneAt { get; set; }

    /// <summary>
    /// How many of <see cref="Campaign.Counted"/> the unit found and cleared, as it reported; null where nothing is counted.
    /// </summary>
    public int? Cleared { get; set; }

    /// <summary>Rises with each move.</summary>
    public int Revision { get; set; }

    /// <summary>Whether something is left to do.</summary>
    public bool IsUnfinished => State is ItemState.Open or ItemState.Reported;

    /// <summary>The unit has worked it off.</summary>
    /// <param name="campaign">The item's campaign.</param>
    /// <param name="cleared">As <see cref="Cleared"/>; needed where the campaign counts something, and refused where it counts
    /// nothing.</param>
    /// <param name="remark">May be blank.</param>
    /// <param name="actor">Who reports.</param>
    /// <param name="now">The instant.</param>
    /// <returns>Why it is refused; null when done.</returns>
    public Refusal? Report(Campaign campaign, int? cleared, string? remark, Actor actor, DateTimeOffset now)
    {
        if (campaign.State != CampaignState.Running)
            return CampaignRefusal.CampaignHasEnded;
        if (State != ItemState.Open)
            return CampaignRefusal.ItemIsNotOpen;
        if (campaign.Counted is null && cleared is not null)
            return CampaignRefusal.NothingIsCounted;
        if (campaign.Counted is not null && cleared is not (>= 0 and <= MostCounted))
            return CampaignRefusal.CountIsMissing;
        if (CampaignTexts.WrongRemark(remark) is { } wrong)
            return wrong;
        (State, ReportedAt, Cleared) = (ItemState.Reported, now, cleared);
        AddStep(campaign, CampaignAction.Reported, remark, actor, now);
        return null;
    }

    /// <summary>The office has looked at the report and accepts it.</summary>
    /// <param name="campaign">The item's campaign.</param>
    /// <param name="seenRevision">The revision that the office saw: a later report is not accepted unseen.</param>
    /// <param name="actor">Who confirms.</param>
    /// <param name="now">The instant.</param>
    /// <returns>Why it is refused; null when done.</returns>
    public Refusal? Confirm(Campaign campaign, int seenRevision, Actor actor, DateTimeOffset now)
    {
        if (CheckReported(campaign, seenRevision) is { } refusal)
            return refusal;
        (State, DoneAt) = (ItemState.Done, now);
        AddStep(campaign, CampaignAction.Confirmed, text: null, actor, now);
        return null;
    }

    /// <summary>The office is not content: the unit has to report again, and is late once the deadline is past.</summary>
    /// <param name="reason">Never blank.</param>
    /// <inheritdoc cref="Confirm"/>
    public Refusal? SendBack(Campaign campaign, int seenRevision, string reason, Actor actor, DateTimeOffset now)
    {
        if ((CheckReported(campaign, seenRevision) ?? CampaignTexts.Wrong(reason)) is { } refusal)
            return refusal;
        Open(campaign, CampaignAction.SentBack, reason, actor, now);
        return null;
    }

    /// <summary>The office opens an item again that it had confirmed.</summary>
    /// <param name="reason">Never blank.</param>
    /// <inheritdoc cref="Confirm"/>
    public Refusal? Reopen(Campaign campaign, int seenRevision, string reason, Actor actor, DateTimeOffset now)
    {
        if (Check(campaign, seenRevision) is { } refusal)
            return refusal;
        if (State != ItemState.Done)
            return CampaignRefusal.ItemIsNotDone;
        if (CampaignTexts.Wrong(reason) is { } wrong)
            return wrong;
        Open(campaign, CampaignAction.Reopened, reason, actor, now);
        return null;
    }

    /// <summary>The office takes the item out: it was named by mistake, or has no subject any more.</summary>
    /// <param name="reason">Never blank.</param>
    /// <inheritdoc cref="Confirm"/>
    public Refusal? Drop(Campaign campaign, int seenRevision, string reason, Actor actor, DateTimeOffset now)
    {
        if (Check(campaign, seenRevision) is { } refusal)
            return refusal;
        if (!IsUnfinished)
            return CampaignRefusal.ItemIsNotOpen;
        if (CampaignTexts.Wrong(reason) is { } wrong)
            return wrong;
        (State, ReportedAt, Cleared) = (ItemState.Dropped, null, null);
        AddStep(campaign, CampaignAction.Dropped, reason, actor, now);
        return null;
    }

    private void Open(Campaign campaign, CampaignAction action, string reason, Actor actor, DateTimeOffset now)
    {
        (State, ReportedAt, DoneAt, Cleared) = (ItemState.Open, null, null, null);
        AddStep(campaign, action, reason, actor, now);
    }

    private Refusal? CheckReported(Campaign campaign, int seenRevision) =>
        Check(campaign, seenRevision) ?? (State == ItemState.Reported ? null : CampaignRefusal.ItemIsNotReported);

    private Refusal? Check(Campaign campaign, int seenRevision) =>
        campaign.State != CampaignState.Running ? CampaignRefusal.CampaignHasEnded
        : Revision != seenRevision ? CampaignRefusal.ItemHasChanged
        : null;

    private void AddStep(Campaign campaign, CampaignAction action, string? text, Actor actor, DateTimeOffset now)
    {
        Revision++;
        var step = CampaignStep.Of(action, text, actor, now);
        step.ItemId = Id;
        campaign.Steps.Add(step);
    }
}
