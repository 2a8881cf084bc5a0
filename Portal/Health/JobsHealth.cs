using Microsoft.Extensions.Diagnostics.HealthChecks;
using Portal.Jobs;

namespace Portal.Health;

/// <summary>Checks that the job workers of this process run.</summary>
internal sealed class JobsHealth(JobServers servers) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(servers.Running ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("The jobs do not run."));
}
