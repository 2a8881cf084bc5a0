using Portal.Circuits;
using Portal.Domain.Access;
using Portal.Domain.Catalogue;
using Portal.Domain.Shared;

namespace Portal.Live.Snapshots;

/// <summary>Caches snapshots: all viewers of a view share one, read once per version of the metrics.</summary>
/// <remarks>
/// A view without watchers is dropped after <see cref="UnwatchedLifetime"/>: long enough for a page rendered before its circuit opens.
/// </remarks>
public sealed class LiveSnapshotCache(
    LiveReader reader,
    MetricsFeed feed,
    IReferenceReader references,
    DistrictTime time,
    TimeProvider clock
)
{
    public static readonly TimeSpan UnwatchedLifetime = PrerenderStore.Lifetime;

    private readonly Dictionary<LiveKey, View> _views = [];
    private readonly Lock _gate = new();
    private volatile bool _hasRead;

    /// <summary>The number of cached views.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
                return _views.Count;
        }
    }

    /// <summary>The snapshot of the latest version.</summary>
    /// <exception cref="PermissionDeniedException">The actor lacks the permission, or the unit is outside the scope.</exception>
    public async Task<LiveSnapshot> GetAsync(LiveKey key, Actor actor, CancellationToken cancellation = default)
    {
        await CheckPermissionAsync(key, actor, cancellation);
        return await Current(key).WaitAsync(cancellation);
    }

    /// <summary>
    /// Completes when the snapshot of the latest version is read. Every caller continues asynchronously on the thread pool.
    /// Only <see cref="GetAsync"/> gives the snapshot.
    /// </summary>
    public async Task ReadyAsync(LiveKey key) => await Current(key).ConfigureAwait(ConfigureAwaitOptions.ForceYielding);

    /// <summary>Keeps the view in the cache until the result is disposed.</summary>
    public IDisposable Watch(LiveKey key)
    {
        lock (_gate)
            ViewOf(key).Watchers++;
        return new Watcher(this, key);
    }

    // Every read of a snapshot refreshes the reference data, so a viewer need not query it at every push.
    private async Task CheckPermissionAsync(LiveKey key, Actor actor, CancellationToken cancellation)
    {
        actor.Demand(Permissions.MetricsRead);
        var units = (_hasRead ? references.Latest : await references.GetAsync(cancellation)).Units;
        _hasRead = true;
        if (units.Find(key.UnitId) is null || !actor.ScopeFor(Permissions.MetricsRead).Contains(units, key.UnitId, time.Today))
            throw new PermissionDeniedException(Permissions.MetricsRead);
    }

    private Task<LiveSnapshot> Current(LiveKey key)
    {
        lock (_gate)
        {
            DropUnwatched();
            var view = ViewOf(key);
            view.LastReadAt = clock.GetTimestamp();
            var version = feed.Version;
            if (view.Snapshot is null || view.Version != version || view.Snapshot.IsFaulted || view.Snapshot.IsCanceled)
            {
                view.Version = version;
                // Shared by all viewers, so no viewer's cancellation stops it; started outside the lock's thread.
                view.Snapshot = Task.Run(() => reader.ReadAsync(key, version, CancellationToken.None), CancellationToken.None);
            }
            return view.Snapshot;
        }
    }

    private View ViewOf(LiveKey key)
    {
        if (!_views.TryGetValue(key, out var view))
            _views[key] = view = new View { LastReadAt = clock.GetTimestamp() };
        return view;
    }

    private void DropUnwatched()
    {
        foreach (var (key, view) in _views)
        {
            if (view.Watchers == 0 && clock.GetElapsedTime(view.LastReadAt) > UnwatchedLifetime)
                _views.Remove(key);
        }
    }

    private void Unwatch(LiveKey key)
    {
        lock (_gate)
        {
            if (_views.TryGetValue(key, out var view))
                view.Watchers--;
            DropUnwatched();
        }
    }

    private sealed class View
    {
        public Task<LiveSnapshot>? Snapshot { get; set; }

        public long Version { get; set; }

        public int Watchers { get; set; }

        public long LastReadAt { get; set; }
    }

    private sealed class Watcher(LiveSnapshotCache views, LiveKey key) : IDisposable
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
