using Portal.Domain.Access;
using Portal.Domain.Campaigns.Orders;
using Portal.Domain.Campaigns.Reading;
using Portal.Domain.Data;
using Portal.Domain.Shared;
using Portal.Domain.Supervision.Telling;

namespace Portal.Domain.Worklist.Telling;

/// <summary>Tells units of the items of campaigns that they have to report.</summary>
internal sealed class DailyCampaignItems(CampaignReader campaigns, DistrictTime time) : IDailyTasks
{
    public async Task<IReadOnlyList<DailyTask>> ReadAsync(PortalDb db, CancellationToken cancellation)
    {
        var waiting = await campaigns.WaitingAsync(Actor.System, unitId: null, cancellation);
        return
        [
            .. waiting
                .Where(items => items.State == ItemState.Open)
                .Select(items => new DailyTask(
                    items.UnitId,
                    DailyTaskText.Say(
                        items.DueOn < time.Today ? "items.late" : "items",
                        items.UnitName,
                        items.Campaign,
                        items.PhaseName,
                        items.Count,
                        Days.ToText(items.DueOn)
                    ),
                    items.DueOn,
                    items.Count
                )),
        ];
    }
}
