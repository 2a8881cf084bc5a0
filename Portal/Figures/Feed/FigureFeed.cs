using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using Portal.Domain.Data;
using Portal.Domain.Figures.Sheets;
using Portal.Live;
using Portal.Live.Snapshots;

namespace Portal.Figures.Feed;

/// <summary>Tells whoever has a sheet before them that it changed: at once for changes of this process, within two seconds for those of others.</summary>
public sealed class FigureFeed(SheetRevisions revisions, TimeProvider clock, IOptions<LiveOptions> options, ILogger<FigureFeed> log)
    : BackgroundService,
        IFigureListener
{
    private static readonly TimeSpan s_lookEvery = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<long, Watcher> _watchers = new();
    private readonly ConcurrentDictionary<SheetSpot, SheetRevision> _known = new();
    private SheetTotal? _total;
    private long _lastId;
    private bool _blind;

    /// <summary>How many watch.</summary>
    public int Watchers => _watchers.Count;

    /// <summary>Calls back after changes of the sheet, at most as often as pages are pushed to, until what is returned is disposed.</summary>
    public IDisposable Watch(SheetSpot spot, Func<Task> changed) => Add(spot, changed, options.Value.PushEvery);

    /// <summary>Calls back after changes of any sheet, for pages that show many of them: at most every two seconds, until what is returned is disposed.</summary>
    public IDisposable WatchAll(Func<Task> changed) => Add(null, changed, s_lookEvery);

    private Subscription Add(SheetSpot? spot, Func<Task> changed, TimeSpan atMostEvery)
    {
        var id = Interlocked.Increment(ref _lastId);
        var throttler = new CallbackThrottler(changed, atMostEvery, clock, e => log.LogError(e, "A page could not follow a sheet."));
        _watchers[id] = new(spot, throttler);
        return new Subscription(this, id);
    }

    public void Changed(int sheetId, long revision)
    {
        foreach (var watcher in _watchers.Values)
        {
            // A sheet of which nobody knows the number yet may be this one: its page looks.
            if (watcher.Spot is not { } spot || !_known.TryGetValue(spot, out var known) || known.SheetId == sheetId)
                watcher.Throttler.Signal();
        }
    }

    /// <summary>Looks once at the watched sheets for what other processes did. A store that cannot be asked is logged once, until it answers again.</summary>
    public async Task LookAsync(CancellationToken cancellation)
    {
        try
        {
            var spots = _watchers.Values.Select(w => w.Spot).OfType<SheetSpot>().ToHashSet();
            foreach (var gone in _known.Keys.Where(spot => !spots.Contains(spot)))
                _known.TryRemove(gone, out _);
            foreach (var (spot, now) in await revisions.ReadAsync(spots, cancellation))
                Compare(spot, now);
            await CompareAllAsync(cancellation);
            if (_blind)
                log.LogInformation("Sheets can be followed again.");
            _blind = false;
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellation.IsCancellationRequested)
        {
            if (!_blind)
                log.LogError(exception, "The revisions of sheets could not be read.");
            _blind = true;
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(s_lookEvery, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                await LookAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The process stops.
        }
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
        SheetTotal? now = all.Count == 0 ? null : await revisions.TotalAsync(cancellation);
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
