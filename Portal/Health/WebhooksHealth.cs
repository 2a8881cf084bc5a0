using System.Globalization;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Portal.Domain.Shared;
using Portal.Domain.Webhooks.Outbox;

namespace Portal.Health;

/// <summary>
/// Checks that webhooks are delivered. When they are not, the portal serves, but other systems are not told; the page of webhooks has the
/// reasons.
/// </summary>
internal sealed class WebhooksHealth(WebhookOutbox outbox, DistrictTime time) : IHealthCheck
{
    // Older failures are not reported.
    private static readonly TimeSpan s_reportedFor = TimeSpan.FromDays(7);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var (givenUp, failing) = await outbox.CountTroublesAsync(time.Now - s_reportedFor, cancellationToken);
        return givenUp + failing == 0
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Degraded(
                string.Create(CultureInfo.InvariantCulture, $"Webhooks: {givenUp} given up, {failing} receivers failing."),
                data: HealthDetails.Of([.. Findings(givenUp, failing)])
            );
    }

    private static IEnumerable<HealthFinding> Findings(int givenUp, int failing)
    {
        if (givenUp > 0)
            yield return new("finding.givenUp", givenUp.ToString(CultureInfo.InvariantCulture));
        if (failing > 0)
            yield return new("finding.failing", failing.ToString(CultureInfo.InvariantCulture));
    }
}
