using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Portal.Circuits;

namespace Portal.Shell;

/// <summary>The page of the address: rendered for a request, and once more by the circuit that takes it up.</summary>
public sealed partial class Routes
{
    /// <summary>By which the circuit finds what the request has read; null when there will be no circuit.</summary>
    [Parameter]
    public string? Ticket { get; set; }

    /// <summary>What the reader chose for the frame; handed on to the layout.</summary>
    [Parameter]
    public ShellChoices Choices { get; set; } = ShellChoices.Default;

    [CascadingParameter]
    private Task<AuthenticationState>? Authentication { get; set; }

    [Inject]
    private PrerenderHandover Opening { get; set; } = default!;

    protected override async Task OnInitializedAsync()
    {
        if (Ticket is null || Authentication is null || (await Authentication).User.Identity?.Name is not { } user)
            return;
        if (RendererInfo.IsInteractive)
            Opening.TakeUp(Ticket, user);
        else
            Opening.Keep(Ticket, user);
    }

    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender)
            Opening.End();
    }
}
