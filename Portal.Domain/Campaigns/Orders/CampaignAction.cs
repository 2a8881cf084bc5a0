namespace Portal.Domain.Campaigns.Orders;

/// <summary>The moves of a campaign and of its items. Stored by number: never renumbered.</summary>
public enum CampaignAction : byte
{
    CampaignOrdered = 1,
    DeadlineMoved = 2,
    CampaignClosed = 3,
    CampaignWithdrawn = 4,
    Reported = 5,
    Confirmed = 6,

    /// <summary>The office was not content with the report.</summary>
    SentBack = 7,
    Dropped = 8,

    /// <summary>The office opened an item again that it had confirmed.</summary>
    Reopened = 9,
}
