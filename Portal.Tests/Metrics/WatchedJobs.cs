using Hangfire;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Portal.Domain;
using Portal.Domain.Access.Keyring;
using Portal.Domain.Intake.Batches;
using Portal.Domain.Intake.Pipeline;
using Portal.Domain.Intake.Rows;
using Portal.Domain.Organisation;
using Portal.Domain.Records;
using Portal.Jobs;
using Portal.Jobs.Running;
using Portal.Tests.Support;

namespace Portal.Tests.Metrics;

/// <summary>One watch of the jobs, running over a SQLite file; the jobs that it queues are only recorded.</summary>
internal sealed class WatchedJobs : IAsyncDisposable
{
    private IHostedService? _watch;

    private WatchedJobs() { }

    public TestDatabase Database { get; private set; } = null!;

    public WatchedClock Clock { get; } = new();

    public RecordedJobs Jobs { get; } = new();

    /// <param name="configure">More services, or others in place of the jobs'.</param>
    public static async Task<WatchedJobs> CreateAsync(Action<IServiceCollection>? configure = null)
    {
        var jobs = new WatchedJobs();
        jobs.Database = await TestDatabase.CreateSeededAsync(
            TestStore.Usual,
            services =>
            {
                services.AddSingleton(new JobsOptions());
                services.AddSingleton(new ImportStoreOptions(Path.GetTempPath(), 1)); // another watch of the same process needs it
                services.AddSingleton(new KeyFileOptions(Path.Combine(Path.GetTempPath(), "no.key"))); // and that of webhooks this
                services.AddPortalJobs();
                services.AddSingleton<TimeProvider>(jobs.Clock);
                services.AddSingleton<IBackgroundJobClient>(jobs.Jobs);
                configure?.Invoke(services);
            }
        );
        return jobs;
    }

    /// <summary>Starts the watch of that name alone.</summary>
    public async Task StartAsync(string name)
    {
        _watch = Database.Services.GetServices<IHostedService>().Single(s => s.GetType().Name == name);
        await _watch.StartAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Does what a worker does with a queued job.</summary>
    public Task RunAsync<TJob>(Func<TJob, CancellationToken, Task> run) =>
        run(ActivatorUtilities.CreateInstance<TJob>(Database.Services), TestContext.Current.CancellationToken);

    /// <summary>Imports cases in this process: its watches receive the signal.</summary>
    public Task SendAsync(params RecordInput[] inputs) => SendAsync(Database.Services, inputs);

    /// <summary>Imports cases like another process over the same database, which may end at once.</summary>
    public async Task SendElsewhereAsync(params RecordInput[] inputs)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<TimeProvider>(Clock);
        services.AddPortalDomain(Database.Options, SampleData.Shanghai);
        await using var other = services.BuildServiceProvider();
        await SendAsync(other, inputs);
    }

    public async ValueTask DisposeAsync()
    {
        if (_watch is not null)
            await _watch.StopAsync(CancellationToken.None);
        await Database.DisposeAsync();
    }

    private static async Task SendAsync(IServiceProvider services, RecordInput[] inputs)
    {
        var rows = inputs.Select((input, i) => new ParsedRow(i + 1, input, [], [])).ToAsyncEnumerable();
        var result = await services
            .GetRequiredService<IRecordIntake>()
            .RunAsync(
                rows,
                new IntakeOptions(RecordStream.Cases) { Scope = UnitScope.Everything },
                cancellation: TestContext.Current.CancellationToken
            );
        Assert.Empty(result.Errors);
    }
}
