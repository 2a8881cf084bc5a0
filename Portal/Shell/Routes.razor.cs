using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Portal.Circuits;
using Portal.Navigation;

namespace Portal.Shell;

/// <summary>Renders the page of the address: for a request, and once more in the circuit that continues it.</summary>
public sealed partial class Routes
{
    /// <summary>The circuit's key to the data that the request has read; null when there will be no circuit.</summary>
    [Parameter]
    public string? Ticket { get; set; }

    /// <summary>The reader's choices for the frame; passed on to the layout.</summary>
    [Parameter]
    public ShellChoices Choices { get; set; } = ShellChoices.Default;

    [CascadingParameter]
    private Task<AuthenticationState>? Authentication { get; set; }

    [Inject]
    private PrerenderHandover Opening { get; set; } = default!;

    [Inject]
    private CircuitSeat Seat { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    protected override void OnInitialized()
    {
        if (!Seat.IsRefused)
            return;
        var here = "/" + Navigation.ToBaseRelativePath(Navigation.Uri);
        Navigation.NavigateTo(PortalUrls.TooManyPages + QueryString.Create("returnUrl", here), forceLoad: true);
    }

    protected override async Task OnInitializedAsync()
    {
        if (Seat.IsRefused || Ticket is null || Authentication is null || (await Authentication).User.Identity?.Name is not { } user)
            return;
        if (RendererInfo.IsInteractive)
            Opening.BeginCircuit(Ticket, user);
        else
            Opening.Keep(Ticket, user);
    }

    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender)
            Opening.End();
    }
}
