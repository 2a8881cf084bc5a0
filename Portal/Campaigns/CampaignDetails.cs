using Portal.Domain.Campaigns.Orders;
using Portal.Domain.Campaigns.Reading;

namespace Portal.Campaigns;

/// <summary>A campaign with its parts in the API.</summary>
/// <param name="On">The day at whose end the numbers hold.</param>
/// <param name="Counted">What is counted with each item; null when nothing is.</param>
/// <param name="Progress">All phases together.</param>
/// <param name="Phases">In order.</param>
/// <param name="Units">The units with items.</param>
public sealed record CampaignDetails(
    int Id,
    string Name,
    CampaignState State,
    string Purpose,
    string? Basis,
    string? Counted,
    DateOnly On,
    ProgressAnswer Progress,
    IReadOnlyList<CampaignPhaseAnswer> Phases,
    IReadOnlyList<CampaignUnitAnswer> Units
)
{
    internal static CampaignDetails Of(CampaignView view) =>
        new(
            view.Campaign.Id,
            view.Campaign.Name,
            view.State,
            view.Campaign.Purpose,
            view.Campaign.Basis,
            view.Campaign.Counted,
            view.On,
            ProgressAnswer.Of(view.Totals),
            [
                .. view.Phases.Select(p => new CampaignPhaseAnswer(
                    p.Phase.Position,
                    p.Phase.Name,
                    p.Phase.StartsOn,
                    p.Phase.DueOn,
                    ProgressAnswer.Of(p.Totals)
                )),
            ],
            [.. view.Units.Select(u => new CampaignUnitAnswer(u.Code, u.Name, u.Rank, ProgressAnswer.Of(u.Totals)))]
        );
}
