using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Portal.Tests.Shell;

/// <summary>Health checks of which one is in order and one is not.</summary>
internal sealed class FixedChecks : HealthCheckService
{
    public override Task<HealthReport> CheckHealthAsync(
        Func<HealthCheckRegistration, bool>? predicate,
        CancellationToken cancellationToken = default
    ) =>
        Task.FromResult(
            new HealthReport(
                new Dictionary<string, HealthReportEntry>
                {
                    ["storage"] = new(HealthStatus.Healthy, null, TimeSpan.Zero, null, null),
                    ["calendar"] = new(HealthStatus.Degraded, "The calendar lacks 2027.", TimeSpan.Zero, null, null),
                },
                TimeSpan.Zero
            )
        );
}
