using Microsoft.Extensions.DependencyInjection;
using Portal.Domain.Access;
using Portal.Domain.Intake.Batches;
using Portal.Domain.Records;
using Portal.Jobs.Intake;
using Portal.Tests.Metrics;
using Portal.Tests.Support;

namespace Portal.Tests.Intake.Batches;

/// <summary>Which waiting imports get a job, and when.</summary>
[Needs(Resource.Database)]
public sealed class ImportWatchTests : IDisposable
{
    private static readonly TimeSpan s_every = TimeSpan.FromSeconds(1);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("portal-imports-");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Import_WhoseJobEndedWithoutRunningIt_IsQueuedAgain()
    {
        await using var jobs = await WatchedJobs.CreateAsync(services =>
            services.AddSingleton(new ImportStoreOptions(_folder.FullName, ImportStoreOptions.DefaultMostBytes))
        );
        await jobs
            .Database.Get<ImportBatches>()
            .AddAsync(Actor.System, new ImportRequest(RecordStream.Cases, "cases.csv", Guid.NewGuid().ToString("n")), Stop);
        await jobs.StartAsync("ImportWatch");
        await RoundAsync(jobs, s_every);
        Assert.Equal(typeof(ImportRecordsJob), await jobs.Jobs.NextAsync());

        await RoundAsync(jobs, TimeSpan.FromMinutes(9));
        await RoundAsync(jobs, TimeSpan.FromMinutes(1));
        Assert.Equal(0, jobs.Jobs.Waiting); // the job may still be tried again

        Assert.Equal(typeof(ImportRecordsJob), await jobs.Jobs.NextAsync());
    }

    /// <summary>Lets the watch begin its wait, and moves the clock.</summary>
    private static async Task RoundAsync(WatchedJobs jobs, TimeSpan advance)
    {
        Assert.Equal(s_every, await jobs.Clock.NextWaitAsync());
        jobs.Clock.Advance(advance);
    }
}
