using Portal.Domain.Campaigns.Orders;

namespace Portal.Domain.Campaigns.Handling;

/// <summary>The answer to an order.</summary>
/// <param name="CampaignId">The campaign's number; 0 when it was not ordered.</param>
/// <param name="Problems">What is wrong; empty when it was ordered.</param>
public sealed record CampaignOrdered(int CampaignId, IReadOnlyList<OrderProblem> Problems);
