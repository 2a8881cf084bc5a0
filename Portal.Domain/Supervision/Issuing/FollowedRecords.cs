using Microsoft.EntityFrameworkCore;
using Portal.Domain.Data;

namespace Portal.Domain.Supervision.Issuing;

/// <summary>What is noted about records of which a rule will speak.</summary>
internal static class FollowedRecords
{
    /// <summary>
    /// Has every open record looked at again: after a change of rules or working hours, rules may speak of other records, and at other
    /// instants, than were noted. In the transaction of the change.
    /// </summary>
    public static async Task LookAgainAsync(PortalDb db, DateTimeOffset now, CancellationToken cancellation)
    {
        await db.WatchedRecords.Where(w => w.NextAt != null).ExecuteUpdateAsync(w => w.SetProperty(x => x.NextAt, now), cancellation);
        await db.SupervisionProgress.ExecuteUpdateAsync(p => p.SetProperty(x => x.LastRecordId, 0L), cancellation);
    }
}
