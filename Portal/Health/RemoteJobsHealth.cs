using Hangfire;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Portal.Health;

/// <summary>
/// Checks that another process runs the jobs. Without one the portal serves and accepts records, but metrics are not updated.
/// </summary>
internal sealed class RemoteJobsHealth(JobStorage storage, TimeProvider time) : IHealthCheck
{
    /// <summary>A process with jobs sends a heartbeat twice a minute.</summary>
    private static readonly TimeSpan s_heartbeatTimeout = TimeSpan.FromMinutes(2);

    // Less than a proxy's timeout: a slow queue must not take this process out of service.
    private static readonly TimeSpan s_answerTimeout = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private Task<DateTime?> _lastHeartbeat = Task.FromResult<DateTime?>(null);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            return
                await LastHeartbeatAsync().WaitAsync(s_answerTimeout, time, cancellationToken)
                > time.GetUtcNow().UtcDateTime - s_heartbeatTimeout
                ? HealthCheckResult.Healthy()
                : HealthCheckResult.Degraded("No process runs the jobs: figures stand still.");
        }
        catch (TimeoutException)
        {
            return HealthCheckResult.Degraded("The queue of the jobs does not answer.");
        }
    }

    // Hangfire's call is synchronous and blocks a thread: concurrent checks share one call.
    private Task<DateTime?> LastHeartbeatAsync()
    {
        lock (_gate)
        {
            // A heartbeat from ahead is of a process that ended before the clock was set back.
            var ahead = time.GetUtcNow().UtcDateTime + s_heartbeatTimeout;
            if (_lastHeartbeat.IsCompleted)
                _lastHeartbeat = Task.Run(() =>
                    storage.GetMonitoringApi().Servers().Where(s => !(s.Heartbeat > ahead)).Max(s => s.Heartbeat)
                );
            return _lastHeartbeat;
        }
    }
}
