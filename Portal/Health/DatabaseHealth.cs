using Microsoft.Extensions.Diagnostics.HealthChecks;
using Portal.Domain.Data;

namespace Portal.Health;

/// <summary>Checks that the database is reachable and migrated to this version.</summary>
internal sealed class DatabaseHealth(DatabasePreparation database) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        await database.IsReadyAsync(cancellationToken)
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Unhealthy("The database cannot be reached, or its migrations are not applied.");
}
