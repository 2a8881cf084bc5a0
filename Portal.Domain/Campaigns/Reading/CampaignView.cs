using Portal.Domain.Campaigns.Orders;

namespace Portal.Domain.Campaigns.Reading;

/// <summary>A campaign with its figures at the end of a day; of the reader's units alone.</summary>
/// <param name="Campaign">Its texts, phases and state; without steps.</param>
/// <param name="On">The day.</param>
/// <param name="State">Where it stood then.</param>
/// <param name="Totals">All phases together.</param>
/// <param name="Phases">In order.</param>
/// <param name="Units">The units with items: within each kind by the share that is done, ties by name.</param>
/// <param name="BurnDown">One point for each day, or each few days of a long campaign; at least one.</param>
/// <param name="Steps">The moves of the campaign itself, in order.</param>
public sealed record CampaignView(
    Campaign Campaign,
    DateOnly On,
    CampaignState State,
    CampaignTotals Totals,
    IReadOnlyList<PhaseProgress> Phases,
    IReadOnlyList<UnitProgress> Units,
    IReadOnlyList<BurnDownPoint> BurnDown,
    IReadOnlyList<CampaignStep> Steps
);
