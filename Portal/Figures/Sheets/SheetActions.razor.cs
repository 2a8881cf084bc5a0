using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Portal.Domain.Figures.Forms;
using Portal.Figures.Cells;

namespace Portal.Figures.Sheets;

/// <summary>The bar at the foot of a sheet: the focused cell, what prevents submission, and the possible actions.</summary>
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
    public required SheetContext Context { get; set; }

    /// <summary>The focused cell; null before any had the focus.</summary>
    [Parameter]
    public string? FocusedCell { get; set; }

    [Parameter]
    public string Message { get; set; } = "";

    [Parameter]
    public EventCallback OnSubmit { get; set; }

    /// <summary>The reviewer switches to filling in.</summary>
    [Parameter]
    public EventCallback OnStartEntering { get; set; }

    [Parameter]
    public EventCallback OnWithdraw { get; set; }

    /// <summary>With the revision that the approver saw when they decided.</summary>
    [Parameter]
    public EventCallback<long> OnApprove { get; set; }

    [Parameter]
    public EventCallback<ReturnRequest> OnReturn { get; set; }

    [Parameter]
    public EventCallback<string> OnAmend { get; set; }

    // The help of the focused cell: its row's and its column's.
    private string Help => FocusedCell is null ? "" : HelpOf(Context.Editor[FocusedCell].Cell);

    private static string HelpOf(FormCell cell) => string.Join(' ', new[] { cell.Row.Help, cell.Column?.Help }.OfType<LocalText>());

    private bool NeedsReason => _asking is "return" or "amend";

    private bool IsStillAllowed =>
        _asking switch
        {
            "amend" => Context.View.May.Amend,
            "withdraw" => Context.View.May.Withdraw,
            _ => Context.View.May.Approve,
        };

    protected override void OnParametersSet()
    {
        if (Message.Length > 0 || Context.Busy)
            _lost = "";
        else if ((_asking is not null && !IsStillAllowed) || (_approves && !Context.Reviewing))
            _lost = Lost(); // another user moved the sheet first
        if (_asking is not null && !IsStillAllowed)
            Cancel();
        _approves = Context.Reviewing;
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!_focus)
            return;
        _focus = false;
        await (NeedsReason ? _first : _confirm).FocusAsync();
    }

    private string Lost() =>
        Context.View.Steps is [var step, ..]
            ? Text["sheet.lost", step.By, Context.Formatter.Instant(step.At), Text[$"sheet.step.{step.Action}"]]
            : Text["sheet.refused"];

    private void Ask(string what) => (_asking, _reason, _focus, _seen, _lost) = (what, "", true, Context.View.Revision, "");

    /// <summary>Focuses one place after the other, and from the last one back to the first.</summary>
    private Task FocusNextAsync(IReadOnlyList<string> places)
    {
        var last = places.Index().Where(p => p.Item == _visited).Select(p => p.Index).DefaultIfEmpty(-1).First();
        _visited = places[(last + 1) % places.Count];
        return Context.Actions.GoToAsync(_visited);
    }

    private void Cancel() => _asking = null;

    private void EscapeAsync(KeyboardEventArgs key)
    {
        if (key.Key == "Escape")
            Cancel();
    }

    /// <summary>The user confirms the question.</summary>
    public async Task AnswerAsync()
    {
        var (what, reason) = (_asking, _reason.Trim());
        if (what is null || (NeedsReason && reason.Length == 0))
            return; // answered already by the first click of a double click
        Cancel();
        await (
            what switch
            {
                "approve" => OnApprove.InvokeAsync(_seen),
                "withdraw" => OnWithdraw.InvokeAsync(),
                "amend" => OnAmend.InvokeAsync(reason),
                _ => OnReturn.InvokeAsync(new(reason, ReasonsOfCells())),
            }
        );
        _reasons.Clear();
    }

    private Dictionary<string, string> ReasonsOfCells() =>
        Context.Ticked.ToDictionary(code => code, code => _reasons.GetValueOrDefault(code, "").Trim(), StringComparer.Ordinal);
}
