using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace Portal.Shell;

/// <summary>The header bar and the room below it. Pages put their own controls into the bar by its two sections.</summary>
public sealed partial class MainLayout
{
    private ErrorBoundary? _boundary;
    private bool _railIsOpen = true;

    [CascadingParameter]
    private ShellChoices Choices { get; set; } = ShellChoices.Default;

    private string Here => "/" + Navigation.ToBaseRelativePath(Navigation.Uri).Split('#')[0];

    protected override void OnInitialized() => _railIsOpen = !Choices.RailIsNarrow;

    // A failure belongs to the page that had it.
    protected override void OnParametersSet() => Recover();

    private void Recover() => _boundary?.Recover();

    // On a wide screen the rail becomes narrow or wide, below 1,100 px it comes and goes: the drawer knows which. The cookie is written by theme.js.
    private void ToggleRail() => _railIsOpen = !_railIsOpen;
}
