using Portal.Domain.Campaigns.Orders;

namespace Portal.Domain.Campaigns.Reading;

public sealed record PhaseProgress(CampaignPhase Phase, CampaignTotals Totals);
