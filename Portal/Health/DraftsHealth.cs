using System.Globalization;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Portal.Domain.Reports.Drafts;

namespace Portal.Health;

/// <summary>Checks that no draft of a report failed; the page of reports has the reasons.</summary>
internal sealed class DraftsHealth(FailedDraftCount drafts) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        await drafts.CountAsync(cancellationToken) is var failed and > 0
            ? Degraded(failed.ToString(CultureInfo.InvariantCulture))
            : HealthCheckResult.Healthy();

    private static HealthCheckResult Degraded(string failed) =>
        HealthCheckResult.Degraded($"Drafts of reports that failed: {failed}.", data: HealthDetails.Of(failed));
}
