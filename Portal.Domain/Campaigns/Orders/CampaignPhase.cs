namespace Portal.Domain.Campaigns.Orders;

/// <summary>A part of a campaign with a deadline of its own.</summary>
public sealed class CampaignPhase
{
    /// <summary>The longest time from the first day of a phase to its deadline, in days.</summary>
    public const int MostDays = 5 * 366;

    /// <summary>
    /// The longest time between the day of the order and the first day of a phase, in days: old campaigns may be entered.
    /// </summary>
    public const int MostDaysAway = 20 * 366;

    public int Id { get; set; }

    public int CampaignId { get; set; }

    /// <summary>From 1 on, within the campaign.</summary>
    public int Position { get; set; }

    public required string Name { get; set; }

    public DateOnly StartsOn { get; set; }

    /// <summary>The last day on which a report is in time.</summary>
    public DateOnly DueOn { get; set; }
}
