using System.Globalization;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Portal.Domain.Mail;
using Portal.Domain.Shared;

namespace Portal.Health;

/// <summary>
/// Checks that mails are sent. When they are not, the portal serves, but without reminders by mail; the log has the reasons.
/// </summary>
internal sealed class MailHealth(MailOutbox outbox, DistrictTime time) : IHealthCheck
{
    // Older failures are not reported.
    private static readonly TimeSpan s_reportedFor = TimeSpan.FromDays(7);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var troubled = await outbox.ProblemsSinceAsync(time.Now - s_reportedFor, cancellationToken);
        if (troubled.Count == 0)
            return HealthCheckResult.Healthy();
        var counts = string.Join(
            ", ",
            troubled
                .GroupBy(m => m.State)
                .OrderBy(g => g.Key)
                .Select(g => string.Create(CultureInfo.InvariantCulture, $"{g.Count()} {Word(g.Key)}"))
        );
        return HealthCheckResult.Degraded(
            $"Mails: {counts}.",
            data: HealthDetails.Of(troubled.Count.ToString(CultureInfo.InvariantCulture))
        );
    }

    private static string Word(MailState state) =>
        state switch
        {
            MailState.Waiting => "refused so far and tried again",
            MailState.Failed => "given up",
            MailState.Uncertain or MailState.Sending or MailState.Sent => "of which it is not known whether they were sent",
        };
}
