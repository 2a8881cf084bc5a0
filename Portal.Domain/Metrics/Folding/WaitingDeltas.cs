using Microsoft.EntityFrameworkCore;
using Portal.Domain.Data;

namespace Portal.Domain.Metrics.Folding;

/// <summary>Tells which change of figures waits longest to be folded; for health checks, which have no actor.</summary>
public sealed class WaitingDeltas(IDbContextFactory<PortalDb> databases)
{
    /// <summary>The id of the oldest change that waits; null when none waits.</summary>
    public async Task<long?> OldestAsync(CancellationToken cancellation = default)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        return await db.MetricDeltas.OrderBy(d => d.Id).Select(d => (long?)d.Id).FirstOrDefaultAsync(cancellation);
    }
}
