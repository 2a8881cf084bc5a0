using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using MudBlazor;

namespace Portal.Controls;

/// <summary>A button that opens a MudBlazor menu, made only when somebody opens it.</summary>
/// <remarks>A thousand open pages have a dozen such buttons each, and nearly none is ever pressed.</remarks>
public sealed partial class DropMenu
{
    private MudMenu? _menu;
    private ElementReference _button;
    private bool _isUsed;
    private bool _isOpen;
    private bool _opens;

    /// <summary>What the button shows.</summary>
    [Parameter, EditorRequired]
    public required RenderFragment Button { get; set; }

    /// <summary>The items: <see cref="MudMenuItem"/>, or <see cref="DropLink"/> where a choice is an address.</summary>
    [Parameter, EditorRequired]
    public required RenderFragment ChildContent { get; set; }

    /// <summary>Names the button for who listens, where what it shows does not.</summary>
    [Parameter]
    public string? Label { get; set; }

    [Parameter]
    public string? Hint { get; set; }

    [Parameter]
    public string Class { get; set; } = "";

    [Parameter]
    public string WrapperClass { get; set; } = "";

    [Parameter(CaptureUnmatchedValues = true)]
    public IReadOnlyDictionary<string, object>? More { get; set; }

    [Inject]
    private IJSRuntime Js { get; set; } = default!;

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!_opens || _menu is null)
            return;
        _opens = false;
        await _menu.OpenMenuAsync(EventArgs.Empty);
        await Js.InvokeVoidAsync("portal.focusMenu");
    }

    private void Open() => (_isUsed, _opens, _isOpen) = (true, true, true);

    private async Task ChangedAsync(bool isOpen)
    {
        _isOpen = isOpen;
        if (!isOpen)
            await _button.FocusAsync(preventScroll: true);
    }
}
