using Hangfire;
using Hangfire.Common;
using Portal.Domain.Data;
using Portal.Domain.Data.Faults;
using Portal.Domain.Signals;
using Portal.Jobs.Intake;
using Portal.Jobs.Mail;
using Portal.Jobs.Metrics;
using Portal.Jobs.Reports;
using Portal.Jobs.Running;
using Portal.Jobs.Supervision;
using Portal.Jobs.Webhooks;

namespace Portal.Jobs;

/// <summary>Registers the jobs, by feature.</summary>
public static class JobServices
{
    /// <summary>
    /// Adds the job queue alone, for a process that reads it and runs no jobs. With SQLite it is in the memory of the process that runs
    /// them.
    /// </summary>
    public static IServiceCollection AddJobsStorage(this IServiceCollection services) =>
        services.AddSingleton(provider => JobStorages.Create(provider.GetRequiredService<DatabaseOptions>()));

    /// <summary>
    /// Adds workers, schedule and watches, so that this process runs jobs. Needs the domain and <see cref="JobsOptions"/>.
    /// </summary>
    public static IServiceCollection AddPortalJobs(this IServiceCollection services)
    {
        services.AddRunning();
        services.AddMetricsJobs();
        services.AddNotificationListener();
        services.AddSingleton<MailSender>();
        services.AddSingleton<WebhookClient>();
        services.AddSingleton<WebhookSender>();
        services.AddHostedService<ImportWatch>();
        services.AddHostedService<FolderWatch>();
        services.AddHostedService<ReportWatch>();
        services.AddHostedService<CardTimer>();
        services.AddHostedService<WebhookWatch>();
        services.AddSingleton<JobServers>();
        services.AddHostedService(provider => provider.GetRequiredService<JobServers>());
        services.AddHostedService<ScheduleWatch>();
        return services;
    }

    private static void AddRunning(this IServiceCollection services)
    {
        services.AddJobsStorage();
        services.AddSingleton(provider =>
            JobFilters.Create(provider.GetRequiredService<JobsOptions>(), provider.GetRequiredService<StorageState>())
        );
        services.AddSingleton<IBackgroundJobClient>(provider => new BackgroundJobClient(
            provider.GetRequiredService<JobStorage>(),
            provider.GetRequiredService<IJobFilterProvider>()
        ));
        services.AddSingleton<IRecurringJobManager>(provider => new RecurringJobManager(
            provider.GetRequiredService<JobStorage>(),
            provider.GetRequiredService<IJobFilterProvider>()
        ));
        services.AddSingleton<JobSchedule>();
    }

    private static void AddMetricsJobs(this IServiceCollection services)
    {
        services.AddSingleton<MetricsQueue>();
        services.AddSingleton<MetricsRebuilds>();
        services.AddHostedService<MetricsWatch>();
        services.AddHostedService<OverdueTimer>();
    }
}
