using Portal.Domain.Metrics.Folding;
using Portal.Domain.Metrics.Reading;
using Portal.Jobs.Metrics;
using Portal.Tests.Demonstration;
using Portal.Tests.Support;

namespace Portal.Tests.Metrics;

[Needs(Resource.Database)]
public sealed class MetricsWatchTests
{
    private const string Watch = "MetricsWatch";
    private static readonly TimeSpan s_every = TimeSpan.FromMilliseconds(250);

    [Fact]
    public async Task Changes_WrittenHere_AreAskedForAtOnce()
    {
        await using var jobs = await WatchedJobs.CreateAsync();
        await jobs.StartAsync(Watch);
        await jobs.Clock.NextWaitAsync();

        await jobs.SendAsync(SampleData.Input());

        Assert.Equal(typeof(AggregateMetricsJob), await jobs.Jobs.NextAsync());
    }

    [Fact]
    public async Task Changes_LeftBehindByACrash_AreFoldedAfterTheStart()
    {
        await using var jobs = await WatchedJobs.CreateAsync();
        await jobs.SendElsewhereAsync(SampleData.Input());

        await FoundAsync(jobs);
    }

    [Fact]
    public async Task Changes_OfAnotherProcess_AreFolded()
    {
        await using var jobs = await WatchedJobs.CreateAsync();
        await jobs.StartAsync(Watch);
        await RoundAsync(jobs);
        await jobs.SendElsewhereAsync(SampleData.Input());

        await RoundAsync(jobs);
        Assert.Equal(typeof(AggregateMetricsJob), await jobs.Jobs.NextAsync());
    }

    [Fact]
    public async Task Nothing_Waiting_AsksForNothing()
    {
        await using var jobs = await WatchedJobs.CreateAsync();
        await jobs.StartAsync(Watch);
        for (var i = 0; i < 5; i++)
            await RoundAsync(jobs);

        Assert.Equal(0, jobs.Jobs.Waiting);
    }

    [Fact]
    public async Task Job_ThatWasLost_IsAskedForAgain()
    {
        await using var jobs = await WatchedJobs.CreateAsync();
        await jobs.SendElsewhereAsync(SampleData.Input());
        await jobs.StartAsync(Watch);
        for (var i = 0; i < 7; i++)
            await RoundAsync(jobs);
        Assert.Equal(typeof(AggregateMetricsJob), await jobs.Jobs.NextAsync());
        Assert.Equal(0, jobs.Jobs.Waiting);

        for (var i = 0; i < 2; i++)
            await RoundAsync(jobs);

        Assert.Equal(typeof(AggregateMetricsJob), await jobs.Jobs.NextAsync());
    }

    private static async Task FoundAsync(WatchedJobs jobs)
    {
        await jobs.StartAsync(Watch);
        await RoundAsync(jobs);
        Assert.Equal(typeof(AggregateMetricsJob), await jobs.Jobs.NextAsync());

        await jobs.RunAsync<AggregateMetricsJob>((job, stop) => job.RunAsync(stop));

        Assert.False(await jobs.Database.Get<MetricsFolder>().AnyWaitingAsync(TestContext.Current.CancellationToken));
        var query = new MetricQuery { UnitId = SampleData.DistrictId, Period = new(new(2014, 10, 1), new(2014, 10, 31)) };
        Assert.Equal(1, (await jobs.Database.FiguresAsync(query)).Cohort.Accepted);
        Assert.Empty(await jobs.Database.Get<MetricsAudit>().VerifyAsync(TestContext.Current.CancellationToken));
    }

    /// <summary>Advances the clock to the watch's next poll.</summary>
    private static async Task RoundAsync(WatchedJobs jobs)
    {
        Assert.Equal(s_every, await jobs.Clock.NextWaitAsync());
        jobs.Clock.Advance(s_every);
    }
}
