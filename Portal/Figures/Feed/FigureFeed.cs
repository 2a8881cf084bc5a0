using System.Collections.Concurrent;
using Portal.Domain.Figures.Sheets;
using Portal.Domain.Signals;
using Portal.Live.Snapshots;

namespace Portal.Figures.Feed;

/// <summary>Tells open pages that a sheet changed: at once after a commit of which a signal comes, else when a poll finds it.</summary>
public sealed class FigureFeed : PollingService
{
    private static readonly TimeSpan s_lookEvery = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<long, Watcher> _watchers = new();
    private readonly ConcurrentDictionary<SheetSpot, SheetRevision> _known = new();
    private readonly SheetRevisions _revisions;
    private readonly LiveOptions _options;
    private readonly IDisposable _signal;
    private SheetTotal? _total;
    private long _lastId;

    public FigureFeed(SheetRevisions revisions, WakeSignals signals, TimeProvider clock, LiveOptions options, ILogger<FigureFeed> log)
        : base(signals, clock, log)
    {
        (_revisions, _options) = (revisions, options);
        _signal = signals.Subscribe(WakeTopic.SheetChanged, Changed);
    }

    /// <summary>How many watch.</summary>
    public int Watchers => _watchers.Count;

    /// <summary>Calls back after changes of the sheet, at most as often as pages are pushed to, until what is returned is disposed.</summary>
    public IDisposable Watch(SheetSpot spot, Func<Task> changed) => Add(spot, changed, _options.PushEvery);

    /// <summary>Calls back after changes of any sheet, for pages that show many of them: at most every two seconds, until what is returned is disposed.</summary>
    public IDisposable WatchAll(Func<Task> changed) => Add(null, changed, s_lookEvery);

    private Subscription Add(SheetSpot? spot, Func<Task> changed, TimeSpan atMostEvery)
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
            // A sheet of which nobody knows the number yet may be this one: its page looks.
            if (watcher.Spot is not { } spot || !_known.TryGetValue(spot, out var known) || known.SheetId == sheetId)
                watcher.Throttler.Signal();
        }
    }

    /// <summary>Compares the revisions of the watched sheets once, for changes of which no signal came.</summary>
    public async Task LookAsync(CancellationToken cancellation)
    {
        var spots = _watchers.Values.Select(w => w.Spot).OfType<SheetSpot>().ToHashSet();
        foreach (var gone in _known.Keys.Where(spot => !spots.Contains(spot)))
            _known.TryRemove(gone, out _);
        foreach (var (spot, now) in await _revisions.ReadAsync(spots, cancellation))
            Compare(spot, now);
        await CompareAllAsync(cancellation);
    }

    protected override async Task<TimeSpan> PollAsync(CancellationToken stop)
    {
        await LookAsync(stop);
        return s_lookEvery;
    }

    public override void Dispose()
    {
        _signal.Dispose();
        base.Dispose();
    }

    // The first look at a sheet tells its pages too: they may have been opened before it had a row.
    private void Compare(SheetSpot spot, SheetRevision now)
    {
        if (_known.TryGetValue(spot, out var before) && before == now)
            return;
        _known[spot] = now;
        foreach (var watcher in _watchers.Values.Where(w => w.Spot == spot))
            watcher.Throttler.Signal();
    }

    // Here too the first look tells: the page was read before it.
    private async Task CompareAllAsync(CancellationToken cancellation)
    {
        var all = _watchers.Values.Where(w => w.Spot is null).ToList();
        SheetTotal? now = all.Count == 0 ? null : await _revisions.TotalAsync(cancellation);
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

    private sealed record Watcher(SheetSpot? Spot, CallbackThrottler Throttler);

    private sealed class Subscription(FigureFeed feed, long id) : IDisposable
    {
        public void Dispose() => feed.Remove(id);
    }
}
