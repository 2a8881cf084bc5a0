using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Portal.Jobs.Hosting;

namespace Portal.Health;

/// <summary>
/// <c>/health/live</c>: the process answers. <c>/health/ready</c>: it can serve requests, with the result of every check.
/// </summary>
public static class HealthEndpoints
{
    /// <summary>The name of the check that counts doubtful records.</summary>
    public const string Doubtful = "doubtful";

    private const string Ready = "ready";

    /// <summary>Whether the check is one of <c>/health/ready</c>.</summary>
    public static bool IsOfReadiness(HealthCheckRegistration check) => check.Tags.Contains(Ready);

    public static void AddPortalHealth(this IServiceCollection services, PortalSettings settings)
    {
        services.AddSingleton<FoldingHealth>(); // it remembers what waited at the last check
        services.AddSingleton<DoubtfulHealth>(); // and this one what it counted
        var checks = services
            .AddHealthChecks()
            .AddCheck<DatabaseHealth>("database", tags: [Ready])
            .AddCheck<StorageHealth>("storage", tags: [Ready])
            .AddCheck<DraftsHealth>("drafts", HealthStatus.Degraded, tags: [Ready])
            .AddCheck<FoldingHealth>("folding", HealthStatus.Degraded, tags: [Ready])
            .AddCheck<CalendarHealth>("calendar", HealthStatus.Degraded, tags: [Ready])
            .AddCheck<DoubtfulHealth>(Doubtful, HealthStatus.Degraded, tags: [Ready]);
        if (settings.Watched.Folders.Count > 0)
            checks.AddCheck<FoldersHealth>("folders", HealthStatus.Degraded, tags: [Ready]);
        if (settings.Mail.IsOn)
            checks.AddCheck<MailHealth>("mail", HealthStatus.Degraded, tags: [Ready]);
        if (settings.Webhooks.IsOn)
            checks.AddCheck<WebhooksHealth>("webhooks", HealthStatus.Degraded, tags: [Ready]);
        if (settings.HostJobs)
            checks.AddCheck<JobsHealth>("jobs", tags: [Ready]);
        if (settings.HostJobs || !settings.CanReadQueue)
            return;
        services.AddSingleton<RemoteJobsHealth>();
        checks.AddCheck<RemoteJobsHealth>("jobs", HealthStatus.Degraded, tags: [Ready]);
    }

    public static void MapPortalHealth(this IEndpointRouteBuilder routes)
    {
        routes
            .MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false, ResponseWriter = WriteAsync })
            .AllowAnonymous();
        routes
            .MapHealthChecks("/health/ready", new HealthCheckOptions { Predicate = IsOfReadiness, ResponseWriter = WriteAsync })
            .AllowAnonymous();
    }

    // Readable without signing in, so it names failing checks but no hosts and no exceptions.
    private static Task WriteAsync(HttpContext context, HealthReport report) =>
        context.Response.WriteAsJsonAsync(
            new HealthAnswer(
                Word(report.Status),
                [
                    .. report.Entries.Select(e => new HealthLine(
                        e.Key,
                        Word(e.Value.Status),
                        e.Value.Exception is null ? e.Value.Description : null
                    )),
                ]
            )
        );

    private static string Word(HealthStatus status) =>
        status switch
        {
            HealthStatus.Healthy => "healthy",
            HealthStatus.Degraded => "degraded",
            _ => "unhealthy",
        };

    private sealed record HealthAnswer(string Status, IReadOnlyList<HealthLine> Checks);

    private sealed record HealthLine(string Name, string Status, string? Description);
}
