using Microsoft.AspNetCore.Components;
using Portal.Domain.Figures.Forms;

namespace Portal.Figures.Cells;

/// <summary>One cell: an input while the sheet may be filled in, else its figure, with a tick for whoever reviews it. Drawn anew only when it looks different.</summary>
public sealed partial class SheetCell
{
    private object? _drawn;
    private bool _changed;

    [Parameter, EditorRequired]
    public required SheetScene Scene { get; set; }

    [Parameter, EditorRequired]
    public required FormCell Cell { get; set; }

    private DeskCell Now => Scene.Desk[Cell.Code];

    private string State =>
        Now.State switch
        {
            DeskState.Saved => Now.Saved?.ReturnReason is not null ? "returned"
            : Now.Value.IsMissing ? "empty"
            : "saved",
            var open => open.ToString().ToLowerInvariant(),
        };

    private string? Fresh =>
        Now.Fresh == 0 ? null
        : Now.Fresh % 2 == 0 ? "even"
        : "odd";

    // Digits alone unless 不适用 may be written.
    private string Keyboard =>
        Cell.Traits.MayNotApply ? "text"
        : Cell.Traits.Decimals > 0 ? "decimal"
        : "numeric";

    private bool IsWrong => Scene.Findings.Fails(Cell.Code) || Now.State == DeskState.Invalid || Scene.Wants(Cell.Code) is not null;

    private string? Notes =>
        SheetNotes.Has(Scene, Cell) ? $"notes-{Cell.Code}"
        : Scene.Wants(Cell.Code) is not null ? $"wanted-{Cell.Row.Code}"
        : null;

    protected override void OnParametersSet()
    {
        var looks = (Now, Scene.Entering, Scene.Reviewing, Scene.Ticked.Contains(Cell.Code), IsWrong, Notes);
        _changed = !looks.Equals(_drawn);
        _drawn = looks;
    }

    protected override bool ShouldRender() => _changed;
}
