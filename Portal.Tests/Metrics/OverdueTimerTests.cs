using Microsoft.EntityFrameworkCore;
using Portal.Domain.Data;
using Portal.Domain.Intake.Rows;
using Portal.Domain.Metrics.Folding;
using Portal.Domain.Metrics.Formulas;
using Portal.Domain.Metrics.Reading;
using Portal.Jobs.Metrics;
using Portal.Tests.Demonstration;
using Portal.Tests.Support;

namespace Portal.Tests.Metrics;

[Needs(Resource.Database)]
public sealed class OverdueTimerTests
{
    private const string Watch = "OverdueTimer";
    private static readonly TimeSpan s_minute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan s_moment = TimeSpan.FromMilliseconds(1);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Record_PastItsDueInstant_IsFlaggedTheMomentAfter()
    {
        await using var jobs = await WatchedJobs.CreateAsync();
        await jobs.SendElsewhereAsync(Due("1", 30));
        await jobs.StartAsync(Watch);
        Assert.Equal(TimeSpan.FromSeconds(30) + s_moment, await jobs.Clock.NextWaitAsync());

        jobs.Clock.Advance(TimeSpan.FromSeconds(30)); // in time to the last instant
        Assert.Equal(0, jobs.Jobs.Waiting);
        Assert.Equal(0, await jobs.Database.Get<OverdueFlagger>().FlagAsync(TestContext.Current.CancellationToken));
        jobs.Clock.Advance(s_moment);

        Assert.Equal(typeof(FlagOverdueJob), await jobs.Jobs.NextAsync());
        await jobs.RunAsync<FlagOverdueJob>((job, stop) => job.RunAsync(stop));
        await jobs.Database.Get<MetricsFolder>().FoldAllAsync(TestContext.Current.CancellationToken);
        Assert.Equal(1, (await FiguresAsync(jobs)).Cohort.Overdue);
        Assert.Empty(await jobs.Database.Get<MetricsAudit>().VerifyAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Record_WithAnEarlierDueTime_SetsTheTimerAnew()
    {
        await using var jobs = await WatchedJobs.CreateAsync();
        await jobs.SendElsewhereAsync(Due("1", 50));
        await jobs.StartAsync(Watch);
        Assert.Equal(TimeSpan.FromSeconds(50) + s_moment, await jobs.Clock.NextWaitAsync());

        await jobs.SendAsync(Due("2", 10));
        await LooksAgainAsync(jobs);

        Assert.Equal(TimeSpan.FromSeconds(10) + s_moment - s_pause, await jobs.Clock.NextWaitAsync());
        jobs.Clock.Advance(TimeSpan.FromSeconds(10) + s_moment - s_pause);
        Assert.Equal(typeof(FlagOverdueJob), await jobs.Jobs.NextAsync());
    }

    [Fact]
    public async Task Record_ClosedInTime_LeavesTheTimerToTheNext()
    {
        await using var jobs = await WatchedJobs.CreateAsync();
        await jobs.SendElsewhereAsync(Due("1", 10), Due("2", 40));
        await jobs.StartAsync(Watch);
        Assert.Equal(TimeSpan.FromSeconds(10) + s_moment, await jobs.Clock.NextWaitAsync());

        await jobs.SendAsync(Due("1", 10) with { ClosedAt = SampleData.Now });
        await LooksAgainAsync(jobs);

        Assert.Equal(TimeSpan.FromSeconds(40) + s_moment - s_pause, await jobs.Clock.NextWaitAsync());
    }

    [Fact]
    public async Task Record_OfAnotherProcess_IsFoundByTheMinutesSweep()
    {
        await using var jobs = await WatchedJobs.CreateAsync();
        await jobs.StartAsync(Watch);
        Assert.Equal(s_minute, await jobs.Clock.NextWaitAsync());
        await jobs.SendElsewhereAsync(Due("1", 5), Due("2", 3_600));

        jobs.Clock.Advance(s_minute);
        Assert.Equal(typeof(FlagOverdueJob), await jobs.Jobs.NextAsync());
        await jobs.RunAsync<FlagOverdueJob>((job, stop) => job.RunAsync(stop));

        await jobs.Clock.NextWaitAsync();
        jobs.Clock.Advance(s_pause);
        while (await jobs.Clock.NextWaitAsync() is var wait && wait != s_minute)
            jobs.Clock.Advance(wait); // the record that was marked woke it once more
        // far off: looked at each minute
        Assert.Equal(0, jobs.Jobs.Waiting);
    }

    /// <summary>Else every case that fell due in those days would stay overdue until it is closed.</summary>
    [Theory, Databases]
    public async Task Record_FlaggedWhileTheClockWasAhead_IsNoLongerOverdueWhenItIsBack(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateSeededAsync(kind);
        await database.SendCasesAsync(
            Due("late", -60),
            Due("1", 60) with
            {
                AcceptedAt = SampleData.Local(2014, 10, 9),
            },
            Due("2", 3_600) with
            {
                AcceptedAt = SampleData.Local(2014, 10, 9),
            }
        );
        var flagger = database.Get<OverdueFlagger>();
        database.Clock.AdjustTime(SampleData.Now.AddDays(40));
        Assert.Equal(2, await flagger.FlagAsync(Token));

        database.Clock.AdjustTime(SampleData.Now);
        Assert.Equal(2, await flagger.FlagAsync(Token));
        Assert.Equal(0, await flagger.FlagAsync(Token));
        await database.Get<MetricsFolder>().FoldAllAsync(Token);
        Assert.Empty(await database.Get<MetricsAudit>().VerifyAsync(Token));
        await using var db = database.Open();
        Assert.Equal(["late"], await db.Records.Where(r => r.Overdue).Select(r => r.CaseNo).ToListAsync(Token));

        database.Clock.Advance(TimeSpan.FromSeconds(61));
        Assert.Equal(1, await flagger.FlagAsync(Token));
    }

    /// <summary>Lets the pause end in which signals are gathered.</summary>
    private static async Task LooksAgainAsync(WatchedJobs jobs)
    {
        Assert.Equal(s_pause, await jobs.Clock.NextWaitAsync());
        jobs.Clock.Advance(s_pause);
    }

    private static RecordInput Due(string caseNo, int seconds) =>
        SampleData.Input(caseNo) with
        {
            DueAt = SampleData.Now.AddSeconds(seconds),
        };

    private static Task<FigureSet> FiguresAsync(WatchedJobs jobs) =>
        jobs.Database.FiguresAsync(new MetricQuery { UnitId = SampleData.DistrictId, Period = new(new(2014, 10, 1), new(2014, 10, 31)) });
}
