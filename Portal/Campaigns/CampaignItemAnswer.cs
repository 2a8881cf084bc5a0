using Portal.Domain.Campaigns.Orders;
using Portal.Domain.Campaigns.Reading;
using Portal.Domain.Shared;

namespace Portal.Campaigns;

/// <summary>An item of a campaign in the API.</summary>
/// <param name="Id">Its number; rises in the order in which items were ordered.</param>
/// <param name="Unit">Code of the unit that has to work it off.</param>
/// <param name="Phase">The position of its phase.</param>
/// <param name="DueOn">The phase's deadline.</param>
/// <param name="State">open, reported, done or dropped.</param>
/// <param name="ReportedAt">When the unit reported it; null before.</param>
/// <param name="DoneAt">When the office confirmed it; null before.</param>
/// <param name="Cleared">How many the unit cleared; null where nothing is counted, and before the report.</param>
public sealed record CampaignItemAnswer(
    long Id,
    string Unit,
    int Phase,
    string Name,
    DateOnly DueOn,
    ItemState State,
    DateTimeOffset? ReportedAt,
    DateTimeOffset? DoneAt,
    int? Cleared
)
{
    internal static CampaignItemAnswer Of(ItemView item, DistrictTime time) =>
        new(
            item.Id,
            item.UnitCode,
            item.Phase,
            item.Name,
            item.DueOn,
            item.State,
            item.ReportedAt is { } reported ? time.ToLocal(reported) : null,
            item.DoneAt is { } done ? time.ToLocal(done) : null,
            item.Cleared
        );
}
