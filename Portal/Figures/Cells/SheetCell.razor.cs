using Microsoft.AspNetCore.Components;
using Portal.Domain.Figures.Forms;

namespace Portal.Figures.Cells;

/// <summary>
/// One cell: an input while the sheet can be filled in, else its figure, with a checkbox for the approver. Renders only after a change.
/// </summary>
public sealed partial class SheetCell
{
    private object? _drawn;
    private bool _changed;

    [Parameter, EditorRequired]
    public required SheetContext Context { get; set; }

    [Parameter, EditorRequired]
    public required FormCell Cell { get; set; }

    private EditorCell Now => Context.Editor[Cell.Code];

    private string State =>
        Now.State switch
        {
            CellSaveState.Saved => Now.Saved?.ReturnReason is not null ? "returned"
            : Now.Value.IsMissing ? "empty"
            : "saved",
            var open => open.ToString().ToLowerInvariant(),
        };

    private string? Fresh =>
        Now.Fresh == 0 ? null
        : Now.Fresh % 2 == 0 ? "even"
        : "odd";

    // The numeric keyboard, unless the cell accepts 不适用.
    private string Keyboard =>
        Cell.Traits.MayNotApply ? "text"
        : Cell.Traits.Decimals > 0 ? "decimal"
        : "numeric";

    private bool IsWrong =>
        Context.Findings.Fails(Cell.Code) || Now.State == CellSaveState.Invalid || Context.RequirementOf(Cell.Code) is not null;

    private string? Notes =>
        SheetNotes.Has(Context, Cell) ? $"notes-{Cell.Code}"
        : Context.RequirementOf(Cell.Code) is not null ? $"wanted-{Cell.Row.Code}"
        : null;

    protected override void OnParametersSet()
    {
        var looks = (Now, Context.Entering, Context.Reviewing, Context.Ticked.Contains(Cell.Code), IsWrong, Notes);
        _changed = !looks.Equals(_drawn);
        _drawn = looks;
    }

    protected override bool ShouldRender() => _changed;
}
