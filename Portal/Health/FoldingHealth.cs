using Microsoft.Extensions.Diagnostics.HealthChecks;
using Portal.Domain.Metrics.Folding;

namespace Portal.Health;

/// <summary>
/// Checks that changes reach the figures. It also finds that no process runs the jobs where their queue cannot be read, as on SQLite.
/// </summary>
internal sealed class FoldingHealth(WaitingDeltas deltas, TimeProvider time) : IHealthCheck
{
    /// <summary>Much longer than the largest fold takes.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);

    private readonly Lock _gate = new();
    private long? _oldest;
    private long _since;

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var oldest = await deltas.OldestAsync(cancellationToken);
        return oldest is null || Waited(oldest) < s_patience
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Degraded("Changes wait and are not added to the figures: no process runs the jobs, or they fail.");
    }

    private TimeSpan Waited(long? oldest)
    {
        lock (_gate)
        {
            if (_oldest != oldest)
                (_oldest, _since) = (oldest, time.GetTimestamp());
            return time.GetElapsedTime(_since);
        }
    }
}
