using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Portal.Domain.Figures.Forms;

namespace Portal.Figures;

/// <summary>The bar at the foot of a sheet: what is known of the cell in hand, what stands in the way, and what can be done now.</summary>
public sealed partial class SheetActions
{
    private readonly Dictionary<string, string> _reasons = new(StringComparer.Ordinal);
    private string? _asking;
    private string _reason = "";
    private ElementReference _first;
    private ElementReference _confirm;
    private bool _focus;
    private long _seen;

    [Parameter, EditorRequired] public required SheetScene Scene { get; set; }

    /// <summary>The cell in hand; null before any was.</summary>
    [Parameter] public string? Looked { get; set; }

    [Parameter] public string Message { get; set; } = "";

    [Parameter] public EventCallback OnSubmit { get; set; }

    [Parameter] public EventCallback OnWithdraw { get; set; }

    /// <summary>With the revision that the approver had before them when they decided.</summary>
    [Parameter] public EventCallback<long> OnApprove { get; set; }

    [Parameter] public EventCallback<ReturnRequest> OnReturn { get; set; }

    [Parameter] public EventCallback<string> OnAmend { get; set; }

    // What the cell in hand asks for: a row's help and its column's.
    private string Help => Looked is null ? "" : string.Join(' ', new[] { Scene.Desk[Looked].Cell.Row.Help, Scene.Desk[Looked].Cell.Column?.Help }.OfType<LocalText>());

    private bool NeedsReason => _asking is "return" or "amend";

    private bool MayStill => _asking switch
    {
        "amend" => Scene.View.May.Amend,
        "withdraw" => Scene.View.May.Withdraw,
        _ => Scene.View.May.Approve,
    };

    protected override void OnParametersSet()
    {
        if (_asking is not null && !MayStill) Cancel(); // somebody else was quicker
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!_focus) return;
        _focus = false;
        await (NeedsReason ? _first : _confirm).FocusAsync();
    }

    private void Ask(string what) => (_asking, _reason, _focus, _seen) = (what, "", true, Scene.View.Revision);

    private void Cancel() => _asking = null;

    private void EscapeAsync(KeyboardEventArgs key)
    {
        if (key.Key == "Escape") Cancel();
    }

    private async Task AnswerAsync()
    {
        var (what, reason) = (_asking, _reason.Trim());
        if (NeedsReason && reason.Length == 0) return;
        Cancel();
        await (what switch
        {
            "approve" => OnApprove.InvokeAsync(_seen),
            "withdraw" => OnWithdraw.InvokeAsync(),
            "amend" => OnAmend.InvokeAsync(reason),
            _ => OnReturn.InvokeAsync(new(reason, Scene.Ticked.ToDictionary(code => code, code => _reasons.GetValueOrDefault(code, "").Trim(), StringComparer.Ordinal))),
        });
        _reasons.Clear();
    }
}
