using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using Portal.Domain.Data;
using Portal.Domain.Metrics.Folding;
using Portal.Domain.Metrics.Reading;

namespace Portal.Live.Snapshots;

/// <summary>Tells whoever shows figures that they changed: at once for folds of this process and those it hears of, within a fraction of a second for others.</summary>
public sealed class MetricsFeed(
    IMetricsReader metrics,
    NewsReach news,
    TimeProvider clock,
    IOptions<LiveOptions> options,
    ILogger<MetricsFeed> log
) : BackgroundService, IMetricsListener
{
    private readonly ConcurrentDictionary<long, CallbackThrottler> _subscribers = new();
    private long _lastId;
    private long _version = -1;
    private bool _blind;

    /// <summary>The latest version heard of; −1 before the first look.</summary>
    public long Version => Interlocked.Read(ref _version);

    /// <summary>How many listen.</summary>
    public int Subscribers => _subscribers.Count;

    /// <summary>Calls back after changes, at most as often as the settings say for so many subscribers, until the subscription is disposed.</summary>
    public IDisposable Subscribe(Func<Task> changed) => Subscribe(() => options.Value.PushEveryFor(_subscribers.Count), changed);

    /// <summary>Calls back after changes, at most so often, until the subscription is disposed.</summary>
    public IDisposable Subscribe(TimeSpan atMostEvery, Func<Task> changed) => Subscribe(() => atMostEvery, changed);

    private Subscription Subscribe(Func<TimeSpan> atMostEvery, Func<Task> changed)
    {
        var id = Interlocked.Increment(ref _lastId);
        var subscriber = new CallbackThrottler(changed, atMostEvery, clock, e => log.LogError(e, "A view could not follow the figures."));
        _subscribers[id] = subscriber;
        return new Subscription(this, id);
    }

    public void Folded(long version)
    {
        long before;
        do
        {
            before = Interlocked.Read(ref _version);
            if (version <= before)
                return;
        } while (Interlocked.CompareExchange(ref _version, version, before) != before);
        foreach (var subscriber in _subscribers.Values)
            subscriber.Signal();
    }

    /// <summary>Compares the stored version once. A store that cannot be asked is logged once, until it answers again.</summary>
    public async Task LookAsync(CancellationToken cancellation)
    {
        try
        {
            Folded(await metrics.VersionAsync(cancellation));
            if (_blind)
                log.LogInformation("The figures can be followed again.");
            _blind = false;
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellation.IsCancellationRequested)
        {
            if (!_blind)
                log.LogError(exception, "The version of the figures could not be read.");
            _blind = true;
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var looked = clock.GetTimestamp();
        try
        {
            await LookAsync(stoppingToken);
            using var timer = new PeriodicTimer(options.Value.LookEvery, clock);
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                // Who is told looks seldom, in case it was not told.
                if (news.Hears && clock.GetElapsedTime(looked) < NewsReach.Net)
                    continue;
                looked = clock.GetTimestamp();
                await LookAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The process stops.
        }
    }

    private void Remove(long id)
    {
        if (_subscribers.TryRemove(id, out var subscriber))
            subscriber.Dispose();
    }

    private sealed class Subscription(MetricsFeed feed, long id) : IDisposable
    {
        public void Dispose() => feed.Remove(id);
    }
}
