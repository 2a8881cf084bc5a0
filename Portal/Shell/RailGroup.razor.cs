using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.Extensions.Localization;
using Portal.Access;
using Portal.Circuits;
using Portal.Components;
using Portal.Domain.Shared;
using Portal.Navigation;

namespace Portal.Shell;

/// <summary>One heading of the rail with those of its entries that the reader may open; nothing when there is none.</summary>
public sealed partial class RailGroup : IDisposable
{
    private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);
    private IReadOnlyList<NavEntry> _entries = [];

    [Parameter, EditorRequired]
    public required string Title { get; set; }

    [Parameter, EditorRequired]
    public required IReadOnlyList<NavEntry> Entries { get; set; }

    [CascadingParameter]
    private Task<AuthenticationState>? Authentication { get; set; }

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
    private IStringLocalizer<ShellText> Text { get; set; } = default!;

    protected override void OnInitialized() => Navigation.LocationChanged += Moved;

    public void Dispose() => Navigation.LocationChanged -= Moved;

    private void Moved(object? sender, LocationChangedEventArgs e) => _ = InvokeAsync(StateHasChanged);

    // Of two entries of which one address begins with the other's, the longer one is meant.
    private bool IsNearest(NavEntry entry)
    {
        var here = "/" + Navigation.ToBaseRelativePath(Navigation.Uri);
        return !NavEntry.All.Any(other =>
            other.Address.Length > entry.Address.Length && here.StartsWith(other.Address, StringComparison.OrdinalIgnoreCase)
        );
    }

    protected override async Task OnParametersSetAsync()
    {
        if (Authentication is null)
            return;
        var user = (await Authentication).User;
        var open = new List<NavEntry>();
        foreach (var entry in Entries)
        {
            if ((await Authorization.AuthorizeAsync(user, entry.Permission)).Succeeded)
                open.Add(entry);
        }
        _entries = open;
        foreach (var count in Counts.Where(c => open.Exists(e => e.Name == c.Entry)))
            _counts[count.Entry] = await Opening.ReadAsync($"count.{count.Entry}", () => count.CountAsync(user.ToActor(Time)));
    }
}
