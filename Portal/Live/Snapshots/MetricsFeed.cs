using System.Collections.Concurrent;
using Portal.Domain.Metrics.Reading;
using Portal.Domain.Signals;

namespace Portal.Live.Snapshots;

/// <summary>Notifies open pages of metric changes: at once after a commit with a signal, else when a poll finds the new version.</summary>
public sealed class MetricsFeed : PollingService
{
    private readonly ConcurrentDictionary<long, CallbackThrottler> _subscribers = new();
    private readonly IMetricsReader _metrics;
    private readonly NotificationHealth _notifications;
    private readonly LiveOptions _options;
    private readonly IDisposable _signal;
    private long _lastId;
    private long _version = -1;

    public MetricsFeed(
        IMetricsReader metrics,
        NotificationHealth notifications,
        WakeSignals signals,
        TimeProvider clock,
        LiveOptions options,
        ILogger<MetricsFeed> log
    )
        : base(signals, clock, log)
    {
        (_metrics, _notifications, _options) = (metrics, notifications, options);
        _signal = signals.Subscribe(WakeTopic.MetricsChanged, Folded);
    }

    /// <summary>The latest known version; −1 before the first read.</summary>
    public long Version => Interlocked.Read(ref _version);

    /// <summary>The number of subscribers.</summary>
    public int Subscribers => _subscribers.Count;

    /// <summary>
    /// Calls back after changes until the subscription is disposed, at most as often as the settings allow for the number of subscribers.
    /// </summary>
    public IDisposable Subscribe(Func<Task> changed) => Subscribe(() => _options.PushEveryFor(_subscribers.Count), changed);

    /// <summary>Calls back after changes until the subscription is disposed, at most once per <paramref name="atMostEvery"/>.</summary>
    public IDisposable Subscribe(TimeSpan atMostEvery, Func<Task> changed) => Subscribe(() => atMostEvery, changed);

    private Subscription Subscribe(Func<TimeSpan> atMostEvery, Func<Task> changed)
    {
        var id = Interlocked.Increment(ref _lastId);
        var subscriber = new CallbackThrottler(changed, atMostEvery, Clock, e => Log.LogError(e, "A view could not follow the figures."));
        _subscribers[id] = subscriber;
        return new Subscription(this, id);
    }

    /// <summary>Notifies subscribers of a version if it is newer than the latest known.</summary>
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

    /// <summary>Compares the stored version once.</summary>
    public async Task CheckAsync(CancellationToken cancellation) => Folded(await _metrics.VersionAsync(cancellation));

    protected override async Task<TimeSpan> PollAsync(CancellationToken stop)
    {
        await CheckAsync(stop);
        return _notifications.PollEvery(_options.PollInterval);
    }

    public override void Dispose()
    {
        _signal.Dispose();
        base.Dispose();
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
