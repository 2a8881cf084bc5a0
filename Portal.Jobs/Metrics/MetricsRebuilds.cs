using Hangfire;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.Data;

namespace Portal.Jobs.Metrics;

/// <summary>Queues a rebuild when the structure of units changed since the cells were built; one at a time.</summary>
public sealed class MetricsRebuilds(IDbContextFactory<PortalDb> databases, IBackgroundJobClient jobs, TimeProvider clock)
{
    // The longest duration of a rebuild before it counts as lost.
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(30);

    private long? _queued;

    /// <summary>Called by one watch, never concurrently.</summary>
    internal async Task QueueIfNeededAsync(CancellationToken stop)
    {
        await using var db = await databases.CreateDbContextAsync(stop);
        var needed = await db.MetricsStates.AnyAsync(s => s.NeedsRebuild, stop);
        if (!needed)
            _queued = null;
        if (!needed || (_queued is { } since && clock.GetElapsedTime(since) < s_patience))
            return;
        _queued = clock.GetTimestamp();
        jobs.Enqueue<RebuildMetricsJob>(job => job.RunAsync(CancellationToken.None));
    }
}
