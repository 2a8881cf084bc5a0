using System.Globalization;
using Hangfire;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Portal.Domain.Calendar;
using Portal.Domain.Catalogue;
using Portal.Domain.Data;
using Portal.Domain.Mail;
using Portal.Domain.Shared;
using Portal.Jobs;

namespace Portal.Health;

/// <summary>Checks that the database is reachable and migrated to this version.</summary>
internal sealed class DatabaseHealth(DatabasePreparation database) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        await database.IsReadyAsync(cancellationToken)
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Unhealthy("The database cannot be reached, or its migrations are not applied.");
}

/// <summary>Checks that the job workers of this process run.</summary>
internal sealed class JobsHealth(JobServers servers) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(servers.Running ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("The jobs do not run."));
}

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
            if (_lastHeartbeat.IsCompleted)
                _lastHeartbeat = Task.Run(() => storage.GetMonitoringApi().Servers().Max(s => s.Heartbeat));
            return _lastHeartbeat;
        }
    }
}

/// <summary>Checks that the calendar has this year and, from October, the next. Without them due times are provisional.</summary>
internal sealed class CalendarHealth(IReferenceReader references, DistrictTime time) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var missing = CalendarCoverage.Missing((await references.GetAsync(cancellationToken)).Calendar, time.Today);
        return missing.Count == 0
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Degraded(
                "The calendar lacks " + string.Join(", ", missing.Select(y => y.ToString(CultureInfo.InvariantCulture))) + "."
            );
    }
}

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
        return HealthCheckResult.Degraded($"Mails: {counts}.");
    }

    private static string Word(MailState state) =>
        state switch
        {
            MailState.Waiting => "refused so far and tried again",
            MailState.Failed => "given up",
            MailState.Uncertain or MailState.Sending or MailState.Sent => "of which it is not known whether they were sent",
        };
}
