using Portal.Domain.Campaigns.Orders;
using Portal.Domain.Campaigns.Reading;

namespace Portal.Campaigns;

/// <summary>A campaign in a list of the API.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Name">Its name.</param>
/// <param name="State">running, closed or withdrawn.</param>
/// <param name="StartsOn">The first day.</param>
/// <param name="DueOn">The last deadline.</param>
/// <param name="Progress">Of the key's units.</param>
public sealed record CampaignAnswer(int Id, string Name, CampaignState State, DateOnly StartsOn, DateOnly DueOn, ProgressAnswer Progress)
{
    internal static CampaignAnswer Of(CampaignSummary campaign) =>
        new(campaign.Id, campaign.Name, campaign.State, campaign.StartsOn, campaign.DueOn, ProgressAnswer.Of(campaign.Totals));
}
