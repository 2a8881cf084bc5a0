namespace Portal.Domain.Campaigns.Orders;

/// <summary>Where a campaign stands. Stored by number: never renumbered.</summary>
public enum CampaignState : byte
{
    /// <summary>Items are worked off.</summary>
    Running = 1,

    /// <summary>Every item is done or dropped.</summary>
    Closed = 2,

    /// <summary>The office gave it up.</summary>
    Withdrawn = 3,
}
