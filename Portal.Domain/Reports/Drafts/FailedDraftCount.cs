using Microsoft.EntityFrameworkCore;
using Portal.Domain.Data;

namespace Portal.Domain.Reports.Drafts;

/// <summary>Counts the drafts that could not be built; for health checks, which have no actor.</summary>
public sealed class FailedDraftCount(IDbContextFactory<PortalDb> databases)
{
    public async Task<int> CountAsync(CancellationToken cancellation = default)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        return await db.ReportBuilds.CountAsync(b => b.State == BuildState.Failed, cancellation);
    }
}
