using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Routing;
using MudBlazor.Interfaces;
using Portal.Access;
using Portal.Circuits;
using Portal.Domain.Access;
using Portal.Domain.Shared;
using Portal.Jobs.Hosting;
using Portal.Navigation;

namespace Portal.Shell;

/// <summary>The entries of the menu that the reader may open, under their headings; the entry of the present page is marked.</summary>
public sealed partial class Rail : IDisposable
{
    private readonly PreviousRenderTree _list = new();
    private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);
    private IReadOnlyList<NavEntry> _entries = [];

    [CascadingParameter]
    private Task<AuthenticationState>? Authentication { get; set; }

    /// <summary>The drawer around the rail: where it covers the page, it closes after a click on a link.</summary>
    [CascadingParameter]
    private INavigationEventReceiver? Drawer { get; set; }

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private PrerenderHandover Opening { get; set; } = default!;

    [Inject]
    private IAuthorizationService Authorization { get; set; } = default!;

    [Inject]
    private DistrictTime Time { get; set; } = default!;

    [Inject]
    private IEnumerable<INavCount> Counts { get; set; } = default!;

    [Inject]
    private PortalSettings Settings { get; set; } = default!;

    private string Here => "/" + Navigation.ToBaseRelativePath(Navigation.Uri);

    protected override void OnInitialized() => Navigation.LocationChanged += Moved;

    protected override async Task OnParametersSetAsync()
    {
        if (Authentication is null)
            return;
        var user = (await Authentication).User;
        var open = new List<NavEntry>();
        foreach (var entry in NavEntry.All.Where(IsOffered))
        {
            if ((await Authorization.AuthorizeAsync(user, entry.Permission)).Succeeded)
                open.Add(entry);
        }
        _entries = open;
        foreach (var count in Counts.Where(c => open.Exists(e => e.Name == c.Entry)))
            _counts[count.Entry] = await Opening.ReadAsync($"count.{count.Entry}", () => count.CountAsync(user.ToActor(Time)));
    }

    protected override void OnAfterRender(bool firstRender) => Lists.End(_list);

    public void Dispose() => Navigation.LocationChanged -= Moved;

    private void Moved(object? sender, LocationChangedEventArgs e) => _ = InvokeAsync(() => ShowNewAddressAsync(e.IsNavigationIntercepted));

    private async Task ShowNewAddressAsync(bool byLink)
    {
        StateHasChanged();
        if (byLink && Drawer is not null)
            await Drawer.OnNavigation();
    }

    private bool IsOffered(NavEntry entry) =>
        entry.Permission switch
        {
            Permissions.DemonstrationRun => Settings.Demonstration,
            Permissions.JobsManage => Settings.CanReadQueue,
            _ => true,
        };

    private string ClassOf(NavEntry entry) =>
        !entry.LeadsTo(Here) ? "mud-nav-link"
        : entry.IsNearestTo(Here) ? "mud-nav-link active"
        : "mud-nav-link above";
}
