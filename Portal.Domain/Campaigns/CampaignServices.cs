using Microsoft.Extensions.DependencyInjection;
using Portal.Domain.Campaigns.Handling;
using Portal.Domain.Campaigns.Reading;
using Portal.Domain.Outcomes;

namespace Portal.Domain.Campaigns;

/// <summary>Registers campaigns.</summary>
internal static class CampaignServices
{
    public static void AddCampaigns(this IServiceCollection services)
    {
        services.AddSingleton<CampaignReader>();
        services.AddSingleton<IOutcomeSource, CampaignOutcomes>();
        services.AddSingleton<CampaignMoves>();
    }
}
