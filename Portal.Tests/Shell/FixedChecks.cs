using Microsoft.Extensions.Diagnostics.HealthChecks;
using Portal.Health;

namespace Portal.Tests.Shell;

/// <summary>Health checks of which one is in order, one is not, and one counts doubtful records.</summary>
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
                    ["calendar"] = new(HealthStatus.Degraded, "The calendar lacks 2027.", TimeSpan.Zero, null, HealthDetails.Of("2027")),
                    ["folders"] = new(
                        HealthStatus.Degraded,
                        "Watched folder hall: …",
                        TimeSpan.Zero,
                        null,
                        HealthDetails.Of([new("finding.NameNotUtf8", "hall")])
                    ),
                    ["doubtful"] = new(HealthStatus.Healthy, "Doubtful records: 1 cases, 2 appeals.", TimeSpan.Zero, null, null),
                }
                    .Where(check => predicate?.Invoke(Registration(check.Key)) ?? true)
                    .ToDictionary(StringComparer.Ordinal),
                TimeSpan.Zero
            )
        );

    private static HealthCheckRegistration Registration(string name) =>
        new(name, _ => throw new NotSupportedException("The states are fixed."), failureStatus: null, tags: ["ready"]);
}
