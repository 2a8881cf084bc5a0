using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.JSInterop;
using MudBlazor;

namespace Portal.Controls;

/// <summary>A button that opens a MudBlazor menu, created when it is first opened.</summary>
/// <remarks>
/// A thousand open pages have a dozen such buttons each, and nearly none is ever pressed. A component that is such a button with something
/// around it derives from this class instead of holding another component; <see cref="DropMenu"/> is the button alone.
/// </remarks>
public abstract partial class MenuButton
{
    /// <summary>A button with an icon alone looks like a small <see cref="MudIconButton"/>.</summary>
    protected const string IconButtonClass = "mud-button-root mud-icon-button mud-icon-button-size-small";

    // Longer than a press of a button takes, shorter than a person needs to open the menu once more.
    private static readonly TimeSpan s_press = TimeSpan.FromMilliseconds(400);

    private MudMenu? _menu;
    private ElementReference _button;
    private bool _isUsed;
    private bool _isOpen;
    private bool _opens;
    private bool _wasOpen;
    private long? _closedAt;

    [Inject]
    private IJSRuntime Scripts { get; set; } = default!;

    [Inject]
    private TimeProvider Clock { get; set; } = default!;

    /// <summary>The content of the button.</summary>
    protected abstract RenderFragment Face { get; }

    /// <summary>The items: <see cref="MudMenuItem"/>, or <see cref="DropLink"/> where a choice is an address.</summary>
    protected abstract RenderFragment Items { get; }

    /// <summary>Names the button for screen readers where its content does not.</summary>
    protected virtual string? Name => null;

    protected virtual string? Tip => null;

    protected virtual string ButtonClass => "plain-button";

    protected virtual string WrapperClass => "";

    /// <summary>The menu ends at the right edge of the button instead of beginning at its left edge.</summary>
    protected virtual bool AlignsRight => false;

    /// <summary>Whether the menu was created and is open, for a component that decides itself when it renders.</summary>
    protected (bool IsUsed, bool IsOpen) MenuState => (_isUsed, _isOpen);

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!_opens || _menu is null)
            return;
        _opens = false;
        await _menu.OpenMenuAsync(EventArgs.Empty);
        await Scripts.InvokeVoidAsync("portal.focusMenu");
    }

    // A press beside an open menu closes it, and the button is beside it: the click that follows must not open the menu again. The library
    // sends the closing by a way of its own, before or after the press.
    private EventCallback<PointerEventArgs> Pressing =>
        _isUsed ? EventCallback.Factory.Create<PointerEventArgs>(this, () => _wasOpen = _isOpen) : default;

    private void Open(MouseEventArgs click)
    {
        var isByPointer = click.Detail > 0;
        var closedByThisPress = _wasOpen || (_closedAt is { } closed && Clock.GetElapsedTime(closed) < s_press);
        if (!isByPointer || !closedByThisPress)
            (_isUsed, _opens, _isOpen) = (true, true, true);
        (_wasOpen, _closedAt) = (false, null);
    }

    private async Task ChangedAsync(bool isOpen)
    {
        _isOpen = isOpen;
        if (isOpen)
            return;
        _closedAt = Clock.GetTimestamp();
        await Scripts.InvokeVoidAsync("portal.leaveMenu", _button);
    }
}
