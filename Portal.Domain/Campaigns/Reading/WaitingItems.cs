using Portal.Domain.Campaigns.Orders;

namespace Portal.Domain.Campaigns.Reading;

/// <summary>The items of one unit in one phase that the unit has to report, or the office has to decide on.</summary>
/// <param name="CampaignId">The campaign.</param>
/// <param name="Campaign">Its name.</param>
/// <param name="Phase">The phase's position.</param>
/// <param name="PhaseName">Its name.</param>
/// <param name="DueOn">Its deadline.</param>
/// <param name="UnitId">The unit that has to work them off.</param>
/// <param name="UnitCode">Its code.</param>
/// <param name="UnitName">Its name today.</param>
/// <param name="State">Open when the unit has to report, reported when the office has to decide.</param>
/// <param name="Count">How many; at least one.</param>
public sealed record WaitingItems(
    int CampaignId,
    string Campaign,
    int Phase,
    string PhaseName,
    DateOnly DueOn,
    int UnitId,
    string UnitCode,
    string UnitName,
    ItemState State,
    int Count
);
