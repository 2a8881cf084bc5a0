using Portal.Circuits;
using Portal.Domain.Access;
using Portal.Domain.Catalogue;
using Portal.Domain.Data;
using Portal.Domain.Shared;

namespace Portal.Live.Snapshots;

/// <summary>Gives every viewer of a view the same snapshot: it is read once for each version of the figures, whoever asks and however many.</summary>
/// <remarks>A view nobody watches is forgotten after <see cref="KeptUnwatched"/>: long enough for a page that is rendered before its circuit opens.</remarks>
public sealed class LiveViews(LiveReader reader, MetricsFeed feed, IReferenceReader references, DistrictTime time, TimeProvider clock)
{
    public static readonly TimeSpan KeptUnwatched = PageOpenings.KeptFor;

    private readonly Dictionary<LiveKey, View> _views = [];
    private readonly Lock _gate = new();
    private volatile bool _hasRead;

    /// <summary>How many views are kept.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
                return _views.Count;
        }
    }

    /// <summary>The snapshot of the latest version.</summary>
    /// <exception cref="PermissionDeniedException">The actor may not read figures, or not those of the unit.</exception>
    public async Task<LiveSnapshot> GetAsync(LiveKey key, Actor actor, CancellationToken cancellation = default)
    {
        await DemandAsync(key, actor, cancellation);
        return await Current(key).WaitAsync(cancellation);
    }

    /// <summary>Ends when the snapshot of the latest version is read, for every one who waits on a thread of their own; what is in it only <see cref="GetAsync"/> tells.</summary>
    public async Task ReadyAsync(LiveKey key) => await Current(key).ConfigureAwait(ConfigureAwaitOptions.ForceYielding);

    /// <summary>Keeps the view's snapshot as long as somebody looks at it.</summary>
    public IDisposable Watch(LiveKey key)
    {
        lock (_gate)
            ViewOf(key).Watchers++;
        return new Watcher(this, key);
    }

    // The reading of every snapshot brings the units up to date, so that not every viewer has to ask the store at every push.
    private async Task DemandAsync(LiveKey key, Actor actor, CancellationToken cancellation)
    {
        actor.Demand(Permissions.MetricsRead);
        var units = (_hasRead ? references.Latest : await references.GetAsync(cancellation)).Units;
        _hasRead = true;
        if (units.Find(key.UnitId) is null || !actor.Scope.Contains(units, key.UnitId, time.Today))
            throw new PermissionDeniedException(Permissions.MetricsRead);
    }

    private Task<LiveSnapshot> Current(LiveKey key)
    {
        lock (_gate)
        {
            Forget();
            var view = ViewOf(key);
            view.AskedAt = clock.GetTimestamp();
            var version = feed.Version;
            if (view.Snapshot is null || view.Version != version || view.Snapshot.IsFaulted || view.Snapshot.IsCanceled)
            {
                view.Version = version;
                // For everybody, so no single viewer's leaving stops it, and off the lock at once.
                view.Snapshot = Task.Run(() => reader.ReadAsync(key, version, CancellationToken.None), CancellationToken.None);
            }
            return view.Snapshot;
        }
    }

    private View ViewOf(LiveKey key)
    {
        if (!_views.TryGetValue(key, out var view))
            _views[key] = view = new View { AskedAt = clock.GetTimestamp() };
        return view;
    }

    private void Forget()
    {
        foreach (var (key, view) in _views)
        {
            if (view.Watchers == 0 && clock.GetElapsedTime(view.AskedAt) > KeptUnwatched)
                _views.Remove(key);
        }
    }

    private void Unwatch(LiveKey key)
    {
        lock (_gate)
        {
            if (_views.TryGetValue(key, out var view))
                view.Watchers--;
            Forget();
        }
    }

    private sealed class View
    {
        public Task<LiveSnapshot>? Snapshot { get; set; }

        public long Version { get; set; }

        public int Watchers { get; set; }

        public long AskedAt { get; set; }
    }

    private sealed class Watcher(LiveViews views, LiveKey key) : IDisposable
    {
        private bool _disposed;

        public void Dispose()
        {
            if (_disposed)
                return;
            _disposed = true;
            views.Unwatch(key);
        }
    }
}
