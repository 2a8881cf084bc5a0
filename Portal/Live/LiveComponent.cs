using Microsoft.AspNetCore.Components;
using Portal.Access;
using Portal.Circuits;
using Portal.Domain.Access;
using Portal.Live.Snapshots;
using Portal.Live.Views;
using Portal.Metrics;

namespace Portal.Live;

/// <summary>
/// Base of the live pages: resolves the address to a view, reads the view's snapshot, and reads it again when metrics change.
/// </summary>
public abstract class LiveComponent : ComponentBase, IDisposable
{
    private readonly ComponentLifetime _gone = new();
    private LiveAddress? _address;
    private IDisposable? _subscription;
    private IDisposable? _watch;

    [SupplyParameterFromQuery(Name = "unit")]
    private string? QueryUnit { get; set; }

    [SupplyParameterFromQuery(Name = "from")]
    private string? QueryFrom { get; set; }

    [SupplyParameterFromQuery(Name = "to")]
    private string? QueryTo { get; set; }

    [SupplyParameterFromQuery(Name = "stream")]
    private string? QueryStream { get; set; }

    [SupplyParameterFromQuery(Name = "channel")]
    private string? QueryChannel { get; set; }

    [SupplyParameterFromQuery(Name = "compare")]
    private string? QueryCompare { get; set; }

    [SupplyParameterFromQuery(Name = "focus")]
    private string? QueryFocus { get; set; }

    [SupplyParameterFromQuery(Name = "group")]
    private string? QueryGroup { get; set; }

    [Inject]
    protected NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private LiveResolver Resolver { get; set; } = default!;

    [Inject]
    private LiveSnapshotCache Views { get; set; } = default!;

    [Inject]
    private MetricsFeed Feed { get; set; } = default!;

    [Inject]
    private PushLimiter Turns { get; set; } = default!;

    [Inject]
    private PrerenderHandover Opening { get; set; } = default!;

    [Inject]
    private PreviousRenderTrees Lists { get; set; } = default!;

    [Inject]
    private CurrentActor CurrentActor { get; set; } = default!;

    /// <summary>Null until the first address is resolved, and when <see cref="Denied"/>.</summary>
    protected LiveView? View { get; private set; }

    /// <summary>
    /// Null until the first read. While a new view is read, the old view's snapshot stays, so that the page does not flicker.
    /// </summary>
    protected LiveSnapshot? Snapshot { get; private set; }

    /// <summary>The unit is unknown, or outside the user's scope.</summary>
    protected bool Denied { get; private set; }

    /// <summary>The snapshot of a new view is being read.</summary>
    protected bool IsLoadingView => View is not null && Snapshot is not null && Snapshot.Key != View.Key;

    /// <summary>The unit and period of the page's tables, for the names of exported files.</summary>
    protected string ExportSubject() =>
        View is null ? "" : $"{View.Unit.Name} {MetricsFormat.For(View.Address.Stream).Period(View.Period)}";

    protected override async Task OnParametersSetAsync()
    {
        var address = LiveAddress.Parse("/" + Navigation.ToBaseRelativePath(Navigation.Uri));
        if (address == _address)
            return;
        _address = address;
        await OpenAsync(address);
    }

    private async Task OpenAsync(LiveAddress address)
    {
        try
        {
            var actor = await CurrentActor.GetAsync();
            var view = await Opening.ReadAsync("view", () => Resolver.ResolveAsync(address, actor, _gone.Token));
            if (address != _address)
                return; // the user navigated on meanwhile
            (View, Denied) = (view, view is null);
            SubscribeTo(view);
            var isOpening = Opening.HasRequestData;
            if (view is not null)
                await ReadAsync();
            if (view is not null && isOpening)
                await ReadAsync(); // metrics may have changed since the request read them
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
            // The page is gone.
        }
    }

    // A statically rendered page cannot follow changes.
    private void SubscribeTo(LiveView? view)
    {
        var before = _watch;
        _watch = view is not null && RendererInfo.IsInteractive ? Views.Watch(view.Key) : null;
        before?.Dispose();
        if (RendererInfo.IsInteractive)
            _subscription ??= Feed.Subscribe(PushAsync);
    }

    // First wait for the snapshot, which all viewers share, then for this page's turn to render it.
    private async Task PushAsync()
    {
        if (View is not { } view)
            return;
        await Views.ReadyAsync(view.Key);
        await Turns.RunAsync(() => InvokeAsync(RefreshAsync));
    }

    private async Task RefreshAsync()
    {
        if (View is null || _gone.IsCancellationRequested)
            return;
        try
        {
            await ReadAsync();
            StateHasChanged();
            Lists.EndAll(); // everything is rendered and sent
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
            // The page is gone.
        }
    }

    private async Task ReadAsync()
    {
        if (View is not { } view)
            return;
        try
        {
            var actor = await CurrentActor.GetAsync();
            var snapshot = await Opening.ReadAsync("snapshot", () => Views.GetAsync(view.Key, actor, _gone.Token));
            if (view.Key == View?.Key)
                Snapshot = snapshot;
        }
        catch (PermissionDeniedException)
        {
            // The permission can be revoked while the page is open.
            (View, Snapshot, Denied) = (null, null, true);
        }
    }

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (!disposing)
            return;
        _gone.Cancel();
        _subscription?.Dispose();
        _watch?.Dispose();
        _gone.Dispose();
    }
}
