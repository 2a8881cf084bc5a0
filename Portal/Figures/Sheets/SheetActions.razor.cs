using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Portal.Domain.Figures.Forms;
using Portal.Figures.Cells;

namespace Portal.Figures.Sheets;

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
    private bool _approves;
    private string _lost = "";
    private string? _visited;

    [Parameter, EditorRequired]
    public required SheetScene Scene { get; set; }

    /// <summary>The cell in hand; null before any was.</summary>
    [Parameter]
    public string? Looked { get; set; }

    [Parameter]
    public string Message { get; set; } = "";

    [Parameter]
    public EventCallback OnSubmit { get; set; }

    /// <summary>Somebody who came to review wants to fill in.</summary>
    [Parameter]
    public EventCallback OnTakeOver { get; set; }

    [Parameter]
    public EventCallback OnWithdraw { get; set; }

    /// <summary>With the revision that the approver had before them when they decided.</summary>
    [Parameter]
    public EventCallback<long> OnApprove { get; set; }

    [Parameter]
    public EventCallback<ReturnRequest> OnReturn { get; set; }

    [Parameter]
    public EventCallback<string> OnAmend { get; set; }

    // What the cell in hand asks for: a row's help and its column's.
    private string Help =>
        Looked is null
            ? ""
            : string.Join(' ', new[] { Scene.Desk[Looked].Cell.Row.Help, Scene.Desk[Looked].Cell.Column?.Help }.OfType<LocalText>());

    private bool NeedsReason => _asking is "return" or "amend";

    private bool MayStill =>
        _asking switch
        {
            "amend" => Scene.View.May.Amend,
            "withdraw" => Scene.View.May.Withdraw,
            _ => Scene.View.May.Approve,
        };

    protected override void OnParametersSet()
    {
        if (Message.Length > 0 || Scene.Busy)
            _lost = "";
        else if ((_asking is not null && !MayStill) || (_approves && !Scene.Reviewing))
            _lost = Lost(); // somebody else was quicker
        if (_asking is not null && !MayStill)
            Cancel();
        _approves = Scene.Reviewing;
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!_focus)
            return;
        _focus = false;
        await (NeedsReason ? _first : _confirm).FocusAsync();
    }

    private string Lost() =>
        Scene.View.Steps is [var step, ..]
            ? Text["sheet.lost", step.By, Scene.Words.Instant(step.At), Text[$"sheet.step.{step.Action}"]]
            : Text["sheet.refused"];

    private void Ask(string what) => (_asking, _reason, _focus, _seen, _lost) = (what, "", true, Scene.View.Revision, "");

    /// <summary>One place after the other, and from the last one back to the first.</summary>
    private Task GoOnAsync(IReadOnlyList<string> places)
    {
        var last = places.Index().Where(p => p.Item == _visited).Select(p => p.Index).DefaultIfEmpty(-1).First();
        _visited = places[(last + 1) % places.Count];
        return Scene.Acts.GoToAsync(_visited);
    }

    private void Cancel() => _asking = null;

    private void EscapeAsync(KeyboardEventArgs key)
    {
        if (key.Key == "Escape")
            Cancel();
    }

    /// <summary>The question is answered with yes.</summary>
    public async Task AnswerAsync()
    {
        var (what, reason) = (_asking, _reason.Trim());
        if (what is null || (NeedsReason && reason.Length == 0))
            return; // answered already by the first of two clicks
        Cancel();
        await (
            what switch
            {
                "approve" => OnApprove.InvokeAsync(_seen),
                "withdraw" => OnWithdraw.InvokeAsync(),
                "amend" => OnAmend.InvokeAsync(reason),
                _ => OnReturn.InvokeAsync(
                    new(
                        reason,
                        Scene.Ticked.ToDictionary(code => code, code => _reasons.GetValueOrDefault(code, "").Trim(), StringComparer.Ordinal)
                    )
                ),
            }
        );
        _reasons.Clear();
    }
}
