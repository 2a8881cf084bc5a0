using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Portal.Domain.Signals;

namespace Portal.Circuits;

/// <summary>A page that reads again when the query of its own address changes, and after commits of its topics.</summary>
public abstract class FollowingPage : ComponentBase, IDisposable
{
    private readonly ComponentLifetime _gone = new();
    private readonly List<CommitFollower> _followers = [];

    [Inject]
    public required NavigationManager Navigation { get; set; }

    [Inject]
    public required WakeSignals Signals { get; set; }

    [Inject]
    public required TimeProvider Clock { get; set; }

    /// <summary>Cancelled when the page is gone.</summary>
    protected CancellationToken Gone => _gone.Token;

    /// <summary>The present address: path and query.</summary>
    protected string Address => "/" + Navigation.ToBaseRelativePath(Navigation.Uri);

    /// <summary>The path of the page's own address.</summary>
    protected abstract string Path { get; }

    /// <summary>What the page shows, and therefore follows.</summary>
    protected virtual IEnumerable<WakeTopic> Topics => [];

    /// <summary>Reads what the present address asks for.</summary>
    protected abstract Task LoadAsync();

    protected override void OnInitialized()
    {
        Navigation.LocationChanged += Moved;
        if (RendererInfo.IsInteractive)
            _followers.AddRange(Topics.Select(topic => new CommitFollower(Signals, topic, Clock, () => InvokeAsync(ShowAsync))));
    }

    public void Dispose()
    {
        Navigation.LocationChanged -= Moved;
        _followers.ForEach(follower => follower.Dispose());
        _gone.Cancel();
        _gone.Dispose();
        GC.SuppressFinalize(this);
    }

    private void Moved(object? sender, LocationChangedEventArgs e)
    {
        if (string.Equals(new Uri(e.Location).AbsolutePath, Path, StringComparison.OrdinalIgnoreCase))
            _ = InvokeAsync(ShowAsync);
    }

    private async Task ShowAsync()
    {
        try
        {
            await LoadAsync();
            StateHasChanged();
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
            // The page is gone.
        }
        catch (ObjectDisposedException) when (_gone.IsCancellationRequested)
        {
            // The page is gone.
        }
        catch (Exception failed) when (failed is not OutOfMemoryException)
        {
            await DispatchExceptionAsync(failed);
        }
    }
}
