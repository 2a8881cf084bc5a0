using Portal.Domain.Campaigns.Orders;

namespace Portal.Domain.Campaigns.Handling;

/// <summary>What a unit reports of an item.</summary>
/// <param name="Id">The item.</param>
/// <param name="Cleared">As <see cref="CampaignItem.Cleared"/>.</param>
public readonly record struct ItemReport(long Id, int? Cleared);
