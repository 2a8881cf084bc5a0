using System.Globalization;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Portal.Domain.Calendar;
using Portal.Domain.Catalogue;
using Portal.Domain.Data;
using Portal.Domain.Shared;
using Portal.Jobs.Running;

namespace Portal.Hosting;

/// <summary>The database can be reached and has this version's shape.</summary>
internal sealed class DatabaseHealth(DatabasePreparation database) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        await database.IsReadyAsync(cancellationToken)
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Unhealthy("The database cannot be reached, or its migrations are not applied.");
}

/// <summary>The workers of this process run.</summary>
internal sealed class JobsHealth(JobServers servers) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(servers.Running ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("The jobs do not run."));
}

/// <summary>The calendar knows this year and, from October, the next. Without them the portal serves, but due times are provisional.</summary>
internal sealed class CalendarHealth(IReferenceReader references, DistrictTime time) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var missing = CalendarCoverage.Missing((await references.GetAsync(cancellationToken)).Calendar, time.Today);
        return missing.Count == 0
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Degraded("The calendar lacks " + string.Join(", ", missing.Select(y => y.ToString(CultureInfo.InvariantCulture))) + ".");
    }
}
