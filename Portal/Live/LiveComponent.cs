using Microsoft.AspNetCore.Components;
using Portal.Access;
using Portal.Circuits;
using Portal.Domain.Access;
using Portal.Domain.Data;
using Portal.Domain.Organisation;
using Portal.Live.Snapshots;
using Portal.Live.Views;
using Portal.Metrics;
using Portal.Shell;

namespace Portal.Live;

/// <summary>What the pages of live figures share: an address becomes a view, the view a snapshot, and the snapshot follows the figures.</summary>
public abstract class LiveComponent : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource _gone = new();
    private LiveAddress? _asked;
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
    private LiveViews Views { get; set; } = default!;

    [Inject]
    private MetricsFeed Feed { get; set; } = default!;

    [Inject]
    private PushTurns Turns { get; set; } = default!;

    [Inject]
    private PageOpening Opening { get; set; } = default!;

    [Inject]
    private OneLists Lists { get; set; } = default!;

    [Inject]
    private CurrentActor CurrentActor { get; set; } = default!;

    /// <summary>Null until the first is found, and when <see cref="Denied"/>.</summary>
    protected LiveView? View { get; private set; }

    /// <summary>Null until it is read; of the view before while the next is read, so that nothing flickers.</summary>
    protected LiveSnapshot? Snapshot { get; private set; }

    /// <summary>The unit is unknown, or not the reader's to see.</summary>
    protected bool Denied { get; private set; }

    /// <summary>Another view is being read.</summary>
    protected bool Turning => View is not null && Snapshot is not null && Snapshot.Key != View.Key;

    /// <summary>Of what the page's tables speak: in the names of their files.</summary>
    protected string ExportSubject() =>
        View is null ? "" : $"{View.Unit.Name} {MetricsFormat.For(View.Address.Stream).Period(View.Period)}";

    protected override async Task OnParametersSetAsync()
    {
        var address = LiveAddress.Parse("/" + Navigation.ToBaseRelativePath(Navigation.Uri));
        if (address == _asked)
            return;
        _asked = address;
        await OpenAsync(address);
    }

    private async Task OpenAsync(LiveAddress address)
    {
        try
        {
            var actor = await CurrentActor.GetAsync();
            var view = await Opening.ReadAsync("view", () => Resolver.ResolveAsync(address, actor, _gone.Token));
            if (address != _asked)
                return; // the reader has moved on
            (View, Denied) = (view, view is null);
            Follow(view);
            var isOpening = Opening.HandsOut;
            if (view is not null)
                await ReadAsync();
            if (view is not null && isOpening)
                await ReadAsync(); // there may be later figures than the request's
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
            // The page is gone.
        }
    }

    // A page that is only rendered once has nothing to follow with.
    private void Follow(LiveView? view)
    {
        var before = _watch;
        _watch = view is not null && RendererInfo.IsInteractive ? Views.Watch(view.Key) : null;
        before?.Dispose();
        if (RendererInfo.IsInteractive)
            _subscription ??= Feed.Subscribe(PushAsync);
    }

    // First the snapshot, which all wait for together, then one's own turn to show it.
    private async Task PushAsync()
    {
        if (View is not { } view)
            return;
        await Views.ReadyAsync(view.Key);
        await Turns.TakeAsync(() => InvokeAsync(FollowUpAsync));
    }

    private async Task FollowUpAsync()
    {
        if (View is null || _gone.IsCancellationRequested)
            return;
        try
        {
            await ReadAsync();
            StateHasChanged();
            Lists.EndAll(); // all is rendered and on its way
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
            // Rights can be taken away while the page is open.
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
