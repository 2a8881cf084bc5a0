using Microsoft.EntityFrameworkCore;
using Portal.Domain.Catalogue;
using Portal.Domain.Data;
using Portal.Domain.Rectifications;
using Portal.Domain.Shared;
using Portal.Domain.Supervision.Telling;

namespace Portal.Domain.Worklist.Telling;

/// <summary>Tells units of the rectification orders that they have to submit.</summary>
internal sealed class DailyOrders(IReferenceReader references, DistrictTime time) : IDailyTasks
{
    /// <summary>The most orders of all units that one day's mails speak of; those that are due first do.</summary>
    private const int MostOrders = 10_000;

    public async Task<IReadOnlyList<DailyTask>> ReadAsync(PortalDb db, CancellationToken cancellation)
    {
        var units = (await references.GetAsync(cancellation)).Units;
        var orders = await db
            .Rectifications.AsNoTracking()
            .Where(r => r.State == RectificationState.Ordered)
            .OrderBy(r => r.Deadline)
            .ThenBy(r => r.Id)
            .Take(MostOrders)
            .Select(r => new
            {
                r.UnitId,
                r.Problem,
                r.Deadline,
            })
            .ToListAsync(cancellation);
        return
        [
            .. orders.Select(order => new DailyTask(
                order.UnitId,
                DailyTaskText.Say(
                    order.Deadline < time.Today ? "order.late" : "order",
                    units.NameAt(order.UnitId, time.Today),
                    order.Problem,
                    Days.ToText(order.Deadline)
                ),
                order.Deadline
            )),
        ];
    }
}
