using System.Collections.Concurrent;
using Portal.Domain.Figures.Sheets;
using Portal.Domain.Signals;
using Portal.Live.Snapshots;

namespace Portal.Figures.Feed;

/// <summary>Notifies open pages of changed sheets: at once after a signal, else when a poll finds the change.</summary>
public sealed class FigureFeed : PollingService
{
    private static readonly TimeSpan s_lookEvery = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<long, Watcher> _watchers = new();
    private readonly ConcurrentDictionary<SheetIds, SheetRevision> _known = new();
    private readonly SheetRevisions _revisions;
    private readonly LiveOptions _options;
    private readonly IDisposable _signal;
    private RevisionTotal? _total;
    private long _lastId;

    public FigureFeed(SheetRevisions revisions, WakeSignals signals, TimeProvider clock, LiveOptions options, ILogger<FigureFeed> log)
        : base(signals, clock, log)
    {
        (_revisions, _options) = (revisions, options);
        _signal = signals.Subscribe(WakeTopic.SheetChanged, Changed);
    }

    /// <summary>The number of subscriptions.</summary>
    public int Watchers => _watchers.Count;

    /// <summary>
    /// Calls back after changes of the sheet, at most at the push interval of pages, until the returned object is disposed.
    /// </summary>
    public IDisposable Watch(SheetIds spot, Func<Task> changed) => Add(spot, changed, _options.PushEvery);

    /// <summary>
    /// Calls back after changes of any sheet, for pages that show many of them: at most every two seconds, until the returned object is
    /// disposed.
    /// </summary>
    public IDisposable WatchAll(Func<Task> changed) => Add(null, changed, s_lookEvery);

    private Subscription Add(SheetIds? spot, Func<Task> changed, TimeSpan atMostEvery)
    {
        var id = Interlocked.Increment(ref _lastId);
        var throttler = new CallbackThrottler(changed, atMostEvery, Clock, e => Log.LogError(e, "A page could not follow a sheet."));
        _watchers[id] = new(spot, throttler);
        return new Subscription(this, id);
    }

    public void Changed(long sheetId)
    {
        foreach (var watcher in _watchers.Values)
        {
            // A subscribed sheet without a known id may be this one: its page reads it.
            if (watcher.Spot is not { } spot || !_known.TryGetValue(spot, out var known) || known.SheetId == sheetId)
                watcher.Throttler.Signal();
        }
    }

    /// <summary>Compares the revisions of the watched sheets once, for changes without a signal.</summary>
    public async Task CheckAsync(CancellationToken cancellation)
    {
        var spots = _watchers.Values.Select(w => w.Spot).OfType<SheetIds>().ToHashSet();
        foreach (var gone in _known.Keys.Where(spot => !spots.Contains(spot)))
            _known.TryRemove(gone, out _);
        foreach (var (spot, now) in await _revisions.ReadAsync(spots, cancellation))
            Compare(spot, now);
        await CompareAllAsync(cancellation);
    }

    protected override async Task<TimeSpan> PollAsync(CancellationToken stop)
    {
        await CheckAsync(stop);
        return s_lookEvery;
    }

    public override void Dispose()
    {
        _signal.Dispose();
        base.Dispose();
    }

    // The first poll of a sheet notifies its pages too: they may have been opened before it had a row.
    private void Compare(SheetIds spot, SheetRevision now)
    {
        if (_known.TryGetValue(spot, out var before) && before == now)
            return;
        _known[spot] = now;
        foreach (var watcher in _watchers.Values.Where(w => w.Spot == spot))
            watcher.Throttler.Signal();
    }

    // Here too the first poll notifies: the page was read before it.
    private async Task CompareAllAsync(CancellationToken cancellation)
    {
        var all = _watchers.Values.Where(w => w.Spot is null).ToList();
        RevisionTotal? now = all.Count == 0 ? null : await _revisions.TotalAsync(cancellation);
        if (now == _total)
            return;
        _total = now;
        foreach (var watcher in all)
            watcher.Throttler.Signal();
    }

    private void Remove(long id)
    {
        if (_watchers.TryRemove(id, out var watcher))
            watcher.Throttler.Dispose();
    }

    private sealed record Watcher(SheetIds? Spot, CallbackThrottler Throttler);

    private sealed class Subscription(FigureFeed feed, long id) : IDisposable
    {
        public void Dispose() => feed.Remove(id);
    }
}
