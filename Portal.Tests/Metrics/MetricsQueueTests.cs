using Microsoft.Extensions.DependencyInjection;
using Portal.Domain.Catalogue;
using Portal.Domain.Metrics.Folding;
using Portal.Domain.Metrics.Formulas;
using Portal.Jobs.Metrics;
using Portal.Tests.Demonstration;
using Portal.Tests.Support;

namespace Portal.Tests.Metrics;

[Needs(Resource.Database)]
public sealed class MetricsQueueTests
{
    private readonly RecordedJobs _jobs = new();
    private readonly WatchedClock _clock = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public void Ask_ManyTimesBeforeItBegins_QueuesOne()
    {
        var queue = new MetricsQueue(_jobs, _clock);
        Parallel.For(0, 100, _ => queue.Enqueue());

        Assert.Equal(1, _jobs.Waiting);
    }

    [Fact]
    public void Ask_AfterAJobThatNeverBegan_QueuesAnother()
    {
        var queue = new MetricsQueue(_jobs, _clock);
        queue.Enqueue();
        _clock.Advance(TimeSpan.FromSeconds(1.9));
        queue.Enqueue();
        Assert.Equal(1, _jobs.Waiting);

        _clock.Advance(TimeSpan.FromSeconds(0.2));
        queue.Enqueue();

        Assert.Equal(2, _jobs.Waiting);
    }

    /// <summary>Else nothing would be folded until the clock is there again.</summary>
    [Fact]
    public void Ask_AfterTheClockWasSetBack_QueuesAsBefore()
    {
        var queue = new MetricsQueue(_jobs, _clock);
        _clock.Ahead = TimeSpan.FromDays(40);
        queue.Enqueue();

        _clock.Ahead = TimeSpan.Zero;
        _clock.Advance(TimeSpan.FromSeconds(2.1));
        queue.Enqueue();

        Assert.Equal(2, _jobs.Waiting);
    }

    [Fact]
    public async Task Ask_AfterAFold_QueuesAtOnce()
    {
        await using var database = await TestDatabase.CreateSeededAsync(TestStore.Usual);
        var queue = new MetricsQueue(_jobs, _clock);
        queue.Enqueue();
        await new AggregateMetricsJob(database.Get<MetricsFolder>(), queue).RunAsync(Stop);
        queue.Enqueue();

        Assert.Equal(2, _jobs.Waiting);
    }

    [Fact]
    public async Task Ask_WhileFoldingFails_WaitsLongerEachTimeAndEndsWithTheFirstSuccess()
    {
        var references = new FailingReferences();
        await using var database = await TestDatabase.CreateSeededAsync(
            TestStore.Usual,
            services => services.AddSingleton<IReferenceReader>(references)
        );
        await using (var db = database.Open())
        {
            var change = new MetricChange(
                new(
                    Domain.Records.RecordStream.Cases,
                    CellBasis.Accepted,
                    SampleData.StreetId,
                    new(2014, 10, 8),
                    0,
                    0,
                    Domain.Records.Channel.Window
                ),
                new Measures { Accepted = 1 }
            );
            db.MetricDeltas.Add(new MetricDelta { Changes = 1, Payload = MetricDeltaCodec.Encode([change]) });
            await db.SaveChangesAsync(Stop);
        }
        var queue = new MetricsQueue(_jobs, _clock);
        var job = new AggregateMetricsJob(database.Get<MetricsFolder>(), queue);
        foreach (var seconds in (int[])[1, 2, 4, 8, 16, 16])
        {
            await Assert.ThrowsAsync<InvalidOperationException>(() => job.RunAsync(Stop));
            var before = _jobs.Waiting;
            _clock.Advance(TimeSpan.FromSeconds(seconds) - TimeSpan.FromMilliseconds(1));
            queue.Enqueue();
            Assert.Equal(before, _jobs.Waiting);
            _clock.Advance(TimeSpan.FromMilliseconds(1));
            queue.Enqueue();
            Assert.Equal(before + 1, _jobs.Waiting);
        }

        references.Fails = false;
        await job.RunAsync(Stop);

        Assert.False(await database.Get<MetricsFolder>().AnyWaitingAsync(Stop));
        var asked = _jobs.Waiting;
        queue.Enqueue();
        Assert.Equal(asked + 1, _jobs.Waiting);
    }

    private sealed class FailingReferences : IReferenceReader
    {
        public bool Fails { get; set; } = true;

        public ReferenceData Latest { get; } = SampleData.Reference();

        public Task<ReferenceData> GetAsync(CancellationToken cancellation = default) =>
            Fails ? Task.FromException<ReferenceData>(new InvalidOperationException("away")) : Task.FromResult(Latest);
    }
}
