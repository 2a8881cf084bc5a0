using Hangfire;
using Hangfire.AspNetCore;
using Hangfire.Common;
using Hangfire.Logging;
using Portal.Jobs.Running;

namespace Portal.Jobs;

/// <summary>Runs the workers of this process from its start to its end, and registers the schedule.</summary>
/// <remarks>
/// Storage and activator are passed explicitly: Hangfire's own registration keeps one storage per process, which two portals in one process
/// would share.
/// </remarks>
public sealed class JobServers(
    JobStorage storage,
    IJobFilterProvider filters,
    IServiceScopeFactory scopes,
    IRecurringJobManager recurring,
    JobSchedule schedule,
    JobsOptions options,
    ILoggerFactory loggers
) : IHostedService, IDisposable
{
    private readonly List<BackgroundJobServer> _servers = [];

    /// <summary>The workers have been started and not stopped.</summary>
    public bool Running { get; private set; }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        LogProvider.SetCurrentLogProvider(new AspNetCoreLogProvider(loggers));
        schedule.WriteTo(storage, recurring);
        _servers.Add(Start(JobQueues.Figures, JobQueues.FiguresWorkers));
        _servers.Add(Start(JobQueues.Default, options.Workers));
        Running = true;
        return Task.CompletedTask;
    }

    /// <summary>Stops the jobs; those that do not stop in time are left for the next start.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        Running = false;
        foreach (var server in _servers)
            server.SendStop();
        foreach (var server in _servers)
            await server.WaitForShutdownAsync(cancellationToken);
    }

    public void Dispose()
    {
        foreach (var server in _servers)
            server.Dispose();
    }

    private BackgroundJobServer Start(string queue, int workers) =>
        new(
            new BackgroundJobServerOptions
            {
                Queues = [queue],
                WorkerCount = workers,
                Activator = new AspNetCoreJobActivator(scopes),
                FilterProvider = filters,
                SchedulePollingInterval = TimeSpan.FromSeconds(1),
                ShutdownTimeout = TimeSpan.FromSeconds(10),
                StopTimeout = TimeSpan.FromSeconds(5),
            },
            storage
        );
}
