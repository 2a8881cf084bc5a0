using System.Globalization;
using Hangfire;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Portal.Domain.Calendar;
using Portal.Domain.Catalogue;
using Portal.Domain.Data;
using Portal.Domain.Mail;
using Portal.Domain.Shared;
using Portal.Jobs;
using Portal.Jobs.Running;

namespace Portal.Health;

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

/// <summary>Some process runs the jobs. Without one the portal serves and takes records, but figures stand still.</summary>
internal sealed class JobsElsewhereHealth(JobStorage storage, TimeProvider time) : IHealthCheck
{
    /// <summary>Every process that runs jobs says twice a minute that it does.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);

    // Less than a proxy waits for an answer: a queue that is slow takes nobody out of service.
    private static readonly TimeSpan s_atMost = TimeSpan.FromSeconds(1);

    private readonly Lock _asking = new();
    private Task<DateTime?> _seen = Task.FromResult<DateTime?>(null);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            return await LastSeenAsync().WaitAsync(s_atMost, time, cancellationToken) > time.GetUtcNow().UtcDateTime - s_patience
                ? HealthCheckResult.Healthy()
                : HealthCheckResult.Degraded("No process runs the jobs: figures stand still.");
        }
        catch (TimeoutException)
        {
            return HealthCheckResult.Degraded("The queue of the jobs does not answer.");
        }
    }

    // The library can only be waited for by a thread: while one waits, all who ask wait for the same answer.
    private Task<DateTime?> LastSeenAsync()
    {
        lock (_asking)
        {
            if (_seen.IsCompleted)
                _seen = Task.Run(() => storage.GetMonitoringApi().Servers().Max(s => s.Heartbeat));
            return _seen;
        }
    }
}

/// <summary>The calendar knows this year and, from October, the next. Without them the portal serves, but due times are provisional.</summary>
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

/// <summary>Mail leaves the portal. Without it the portal serves, but nobody is reminded by mail; what was refused is in the log.</summary>
internal sealed class MailHealth(Outbox outbox, DistrictTime time) : IHealthCheck
{
    // What went wrong longer ago was seen or will not be.
    private static readonly TimeSpan s_remembered = TimeSpan.FromDays(7);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var troubled = await outbox.TroubledAsync(time.Now - s_remembered, cancellationToken);
        if (troubled.Count == 0)
            return HealthCheckResult.Healthy();
        var said = string.Join(
            ", ",
            troubled
                .GroupBy(m => m.State)
                .OrderBy(g => g.Key)
                .Select(g => string.Create(CultureInfo.InvariantCulture, $"{g.Count()} {Word(g.Key)}"))
        );
        return HealthCheckResult.Degraded($"Mails: {said}.");
    }

    private static string Word(MailState state) =>
        state switch
        {
            MailState.Waiting => "refused so far and tried again",
            MailState.Failed => "given up",
            _ => "of which it is not known whether they were sent",
        };
}
