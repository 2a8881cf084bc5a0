using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Portal.Domain.Data.Faults;

namespace Portal.Shell;

/// <summary>The header bar and the area below it. Pages fill the two sections of the bar with their own controls.</summary>
public sealed partial class MainLayout : IDisposable
{
    private readonly (CultureInfo Formats, CultureInfo Texts) _culture = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
    private ErrorBoundary? _boundary;
    private bool _railIsOpen = true;
    private StorageFault? _fault;
    private IDisposable? _subscription;

    [CascadingParameter]
    private ShellChoices Choices { get; set; } = ShellChoices.Default;

    [Inject]
    private StorageState Storage { get; set; } = null!;

    private string Here => "/" + Navigation.ToBaseRelativePath(Navigation.Uri).Split('#')[0];

    public void Dispose() => _subscription?.Dispose();

    protected override void OnInitialized()
    {
        _railIsOpen = !Choices.RailIsNarrow;
        _subscription = Storage.Subscribe(FollowStorage);
        _fault = Storage.Fault;
    }

    // A failure replaces only the page in which it happened.
    protected override void OnParametersSet() => Recover();

    private void FollowStorage() =>
        _ = InvokeAsync(() =>
        {
            // The thread that found the change has another language.
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = _culture;
            _fault = Storage.Fault;
            StateHasChanged();
        });

    private void Recover() => _boundary?.Recover();

    // On a wide screen the rail is narrow or wide, below 1,100 px open or closed: the drawer has the state. theme.js writes the cookie.
    private void ToggleRail() => _railIsOpen = !_railIsOpen;
}
