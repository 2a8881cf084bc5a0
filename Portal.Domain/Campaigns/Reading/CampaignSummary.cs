using Portal.Domain.Campaigns.Orders;

namespace Portal.Domain.Campaigns.Reading;

/// <summary>A campaign in a list.</summary>
/// <param name="Totals">Of the reader's units.</param>
public sealed record CampaignSummary(int Id, string Name, CampaignState State, DateOnly StartsOn, DateOnly DueOn, CampaignTotals Totals);
