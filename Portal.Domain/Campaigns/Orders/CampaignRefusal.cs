using System.Net;
using Portal.Domain.Shared;

namespace Portal.Domain.Campaigns.Orders;

/// <summary>The refusals about campaigns.</summary>
public static class CampaignRefusal
{
    private static readonly Refusal.Texts s_texts = new(typeof(CampaignRefusal));

    /// <summary>There is no such campaign, or no item of it is within the actor's scope.</summary>
    public static Refusal CampaignUnknown { get; } = s_texts.Of("campaign.unknown", HttpStatusCode.NotFound);

    /// <summary>There is no such item in the campaign, or its unit is outside the actor's scope.</summary>
    public static Refusal ItemUnknown { get; } = s_texts.Of("item.unknown", HttpStatusCode.NotFound);

    /// <summary>The campaign has no phase with this position.</summary>
    public static Refusal PhaseUnknown { get; } = s_texts.Of("phase.unknown", HttpStatusCode.NotFound);

    /// <summary>It was closed or withdrawn: nothing moves any more.</summary>
    public static Refusal CampaignHasEnded { get; } = s_texts.Of("campaign.ended", HttpStatusCode.Conflict);

    /// <summary>The campaign has another revision than the one that the actor saw.</summary>
    public static Refusal CampaignHasChanged { get; } = s_texts.Of("campaign.changed", HttpStatusCode.Conflict);

    /// <summary>A campaign is closed once every item is done or dropped.</summary>
    public static Refusal ItemsAreOpen { get; } = s_texts.Of("campaign.itemsOpen", HttpStatusCode.Conflict);

    /// <summary>The item has another revision than the one that the actor saw.</summary>
    public static Refusal ItemHasChanged { get; } = s_texts.Of("item.changed", HttpStatusCode.Conflict);

    /// <summary>The item was reported, confirmed or dropped.</summary>
    public static Refusal ItemIsNotOpen { get; } = s_texts.Of("item.notOpen", HttpStatusCode.Conflict);

    /// <summary>No report of the item waits for the office.</summary>
    public static Refusal ItemIsNotReported { get; } = s_texts.Of("item.notReported", HttpStatusCode.Conflict);

    /// <summary>The office has not confirmed the item.</summary>
    public static Refusal ItemIsNotDone { get; } = s_texts.Of("item.notDone", HttpStatusCode.Conflict);

    /// <summary>The campaign counts something, and the report tells no number from 0 to <see cref="CampaignItem.MostCounted"/>.</summary>
    public static Refusal CountIsMissing { get; } = s_texts.Of("count.required", HttpStatusCode.UnprocessableEntity);

    /// <summary>The campaign counts nothing, and the report tells a number.</summary>
    public static Refusal NothingIsCounted { get; } = s_texts.Of("count.needless", HttpStatusCode.UnprocessableEntity);

    /// <summary>A phase ends before it starts.</summary>
    public static Refusal DeadlineBeforeStart { get; } = s_texts.Of("phase.backwards", HttpStatusCode.UnprocessableEntity);

    /// <summary>A phase is longer than <see cref="CampaignPhase.MostDays"/>, or <see cref="CampaignPhase.MostDaysAway"/> away.</summary>
    public static Refusal DayIsTooFar { get; } = s_texts.Of("phase.tooFar", HttpStatusCode.UnprocessableEntity);

    /// <summary>The phase has this deadline already.</summary>
    public static Refusal NothingChanges { get; } = s_texts.Of("phase.same", HttpStatusCode.Conflict);

    /// <summary>No item was chosen.</summary>
    public static Refusal NothingIsChosen { get; } = s_texts.Of("items.none", HttpStatusCode.UnprocessableEntity);

    /// <summary>A campaign has at least one phase and at most <see cref="CampaignOrder.MostPhases"/>.</summary>
    public static Refusal PhasesAreWrong { get; } = s_texts.Of("phases.count", HttpStatusCode.UnprocessableEntity);

    /// <summary>A phase has no item, or the campaign has more than <see cref="CampaignOrder.MostItems"/>.</summary>
    public static Refusal ItemsAreWrong { get; } = s_texts.Of("items.count", HttpStatusCode.UnprocessableEntity);

    /// <summary>There is no unit with this code in force, or it is outside the actor's scope.</summary>
    public static Refusal UnitUnknown { get; } = s_texts.Of("unit.unknown", HttpStatusCode.UnprocessableEntity);

    /// <summary>The unit has an item of this name in the phase already.</summary>
    public static Refusal ItemIsRepeated { get; } = s_texts.Of("item.repeated", HttpStatusCode.UnprocessableEntity);

    /// <summary>A needed text is blank.</summary>
    public static Refusal TextIsMissing { get; } = s_texts.Of("text.required", HttpStatusCode.UnprocessableEntity);

    /// <summary>A text is longer than <see cref="CampaignTexts"/> allow; none is cut off.</summary>
    public static Refusal TextIsTooLong { get; } = s_texts.Of("text.tooLong", HttpStatusCode.UnprocessableEntity);

    /// <summary>A text holds control characters, or half a character.</summary>
    public static Refusal TextIsUnprintable { get; } = s_texts.Of("text.unprintable", HttpStatusCode.UnprocessableEntity);

    /// <summary>The refusals of texts.</summary>
    internal static TextRefusals OfTexts { get; } = new(TextIsMissing, TextIsTooLong, TextIsUnprintable);
}
