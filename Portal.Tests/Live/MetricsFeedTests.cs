using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Portal.Domain.Signals;
using Portal.Live.Snapshots;
using Portal.Tests.Demonstration;
using Portal.Tests.Support;

namespace Portal.Tests.Live;

public sealed class MetricsFeedTests : IDisposable
{
    private static readonly TimeSpan s_interval = TimeSpan.FromMilliseconds(250);
    private readonly FakeFigures _figures = new();
    private readonly FakeTimeProvider _clock = new(SampleData.Now);
    private readonly MetricsFeed _feed;

    public MetricsFeedTests() =>
        _feed = new MetricsFeed(
            _figures,
            new NotificationHealth(),
            new WakeSignals(),
            _clock,
            new LiveOptions(),
            NullLogger<MetricsFeed>.Instance
        );

    public void Dispose() => _feed.Dispose();

    [Fact]
    public void Folded_BurstWithinInterval_CallsAtOnceAndOnceAfter()
    {
        var calls = 0;
        using var subscription = _feed.Subscribe(s_interval, () => Count(ref calls));

        for (var version = 1; version <= 50; version++)
            _feed.Folded(version);
        Assert.Equal(1, calls);

        _clock.Advance(s_interval - TimeSpan.FromMilliseconds(1));
        Assert.Equal(1, calls);
        _clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(2, calls);
        _clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(2, calls);
    }

    [Fact]
    public void Folded_ManyListen_EachIsCalledMoreSeldom_AndOftenAgainWhenTheyLeft()
    {
        using var feed = new MetricsFeed(
            _figures,
            new NotificationHealth(),
            new WakeSignals(),
            _clock,
            new LiveOptions { PushesPerSecond = 100 },
            NullLogger<MetricsFeed>.Instance
        );
        var calls = 0;
        using var subscription = feed.Subscribe(() => Count(ref calls));
        var others = Enumerable.Range(0, 49).Select(_ => feed.Subscribe(() => Task.CompletedTask)).ToList();
        feed.Folded(1);

        feed.Folded(2);
        _clock.Advance(TimeSpan.FromMilliseconds(499));
        Assert.Equal(1, calls);
        _clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(2, calls);

        foreach (var other in others)
            other.Dispose();
        feed.Folded(3);
        _clock.Advance(s_interval);
        Assert.Equal(3, calls);
    }

    [Fact]
    public void Folded_OldVersion_CallsNobody()
    {
        var calls = 0;
        _feed.Folded(7);
        using var subscription = _feed.Subscribe(s_interval, () => Count(ref calls));

        _feed.Folded(7);
        _feed.Folded(6);

        Assert.Equal(0, calls);
        Assert.Equal(7, _feed.Version);
    }

    [Fact]
    public void Folded_AfterDispose_CallsNobody()
    {
        var calls = 0;
        var subscription = _feed.Subscribe(s_interval, () => Count(ref calls));
        subscription.Dispose();
        subscription.Dispose();

        _feed.Folded(1);

        Assert.Equal(0, calls);
        Assert.Equal(0, _feed.Subscribers);
    }

    [Fact]
    public void Folded_WhileCallbackRuns_CallsAgainWhenItIsDone()
    {
        var calls = 0;
        var gate = new TaskCompletionSource();
        using var subscription = _feed.Subscribe(
            s_interval,
            () =>
            {
                calls++;
                return gate.Task;
            }
        );

        _feed.Folded(1);
        _feed.Folded(2);
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(1, calls);

        gate.SetResult();
        Assert.Equal(2, calls);
    }

    [Fact]
    public void Folded_SubscriberFails_IsCalledNextTimeAndOthersToo()
    {
        int failing = 0,
            calls = 0;
        using var first = _feed.Subscribe(
            s_interval,
            () =>
            {
                failing++;
                throw new InvalidOperationException("broken view");
            }
        );
        using var second = _feed.Subscribe(s_interval, () => Count(ref calls));

        _feed.Folded(1);
        _clock.Advance(s_interval);
        _feed.Folded(2);

        Assert.Equal((2, 2), (failing, calls));
    }

    [Fact]
    public void Folded_SubscriberFails_IsCalledAgainThoughNothingChanges()
    {
        var calls = 0;
        using var subscription = _feed.Subscribe(
            s_interval,
            () => ++calls == 1 ? throw new InvalidOperationException("no database") : Task.CompletedTask
        );

        _feed.Folded(1);
        _clock.Advance(s_interval);
        Assert.Equal(1, calls);
        _clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(2, calls);
        _clock.Advance(TimeSpan.FromSeconds(6));
        Assert.Equal(2, calls);
    }

    [Fact, UseCulture("en")]
    public void Folded_OtherCulture_CallsInTheSubscribersOwn()
    {
        var seen = "";
        using var subscription = _feed.Subscribe(
            s_interval,
            () =>
            {
                seen = CultureInfo.CurrentUICulture.Name;
                return Task.CompletedTask;
            }
        );

        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("zh-CN");
        _feed.Folded(1);

        Assert.Equal("en", seen);
    }

    [Fact]
    public async Task Look_OtherProcessFolded_Calls()
    {
        var calls = 0;
        using var subscription = _feed.Subscribe(s_interval, () => Count(ref calls));

        _figures.Version = 5;
        await _feed.CheckAsync(TestContext.Current.CancellationToken);

        Assert.Equal((1, 5L), (calls, _feed.Version));
    }

    [Fact]
    public async Task Look_StoreFailsThenAnswers_GoesOn()
    {
        var calls = 0;
        using var subscription = _feed.Subscribe(s_interval, () => Count(ref calls));

        _figures.Failure = new InvalidOperationException("no store");
        await Assert.ThrowsAsync<InvalidOperationException>(() => _feed.CheckAsync(TestContext.Current.CancellationToken));
        Assert.Equal(0, calls);

        _figures.Failure = null;
        await _feed.CheckAsync(TestContext.Current.CancellationToken);
        Assert.Equal(1, calls);
    }

    [Fact]
    public async Task Poll_WhileConnected_PollsAtTheFallbackIntervalAndAtOnceWhenTheLinkIsLost()
    {
        var clock = new WatchedClock();
        var (figures, health, signals) = (new FakeFigures(), new NotificationHealth { IsConnected = true }, new WakeSignals());
        using var feed = new MetricsFeed(figures, health, signals, clock, new LiveOptions(), NullLogger<MetricsFeed>.Instance);
        await feed.StartAsync(TestContext.Current.CancellationToken);
        Assert.Equal(NotificationHealth.FallbackPollInterval, await clock.NextWaitAsync());

        figures.Version = 7;
        clock.Advance(NotificationHealth.FallbackPollInterval);
        await clock.NextWaitAsync();
        Assert.Equal(7, feed.Version);

        figures.Version = 8;
        health.IsConnected = false;
        signals.RaiseHere(WakeTopic.LinkChanged);
        Assert.Equal(new LiveOptions().PollInterval, await clock.NextWaitAsync());
        Assert.Equal(8, feed.Version);
        await feed.StopAsync(TestContext.Current.CancellationToken);
    }

    private static Task Count(ref int calls)
    {
        calls++;
        return Task.CompletedTask;
    }
}
