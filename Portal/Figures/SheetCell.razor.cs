using Microsoft.AspNetCore.Components;
using Portal.Domain.Figures.Forms;

namespace Portal.Figures;

/// <summary>One cell: an input while the sheet may be filled in, else its figure, with a tick for whoever reviews it. Drawn anew only when it looks different.</summary>
public sealed partial class SheetCell
{
    private object? _drawn;
    private bool _changed;

    [Parameter, EditorRequired] public required SheetScene Scene { get; set; }

    [Parameter, EditorRequired] public required FormCell Cell { get; set; }

    private DeskCell Now => Scene.Desk[Cell.Code];

    private string State => Now.State switch
    {
        DeskState.Saved => Now.Saved?.ReturnReason is not null ? "returned" : Now.Value.IsMissing ? "empty" : "saved",
        var open => open.ToString().ToLowerInvariant(),
    };

    private string? Fresh => Now.Fresh == 0 ? null : Now.Fresh % 2 == 0 ? "even" : "odd";

    // Digits alone unless 不适用 may be written.
    private string Keyboard => Cell.Traits.MayNotApply ? "text" : Cell.Traits.Decimals > 0 ? "decimal" : "numeric";

    protected override void OnParametersSet()
    {
        var looks = (Now, Scene.Entering, Scene.Reviewing, Scene.Ticked.Contains(Cell.Code), Scene.Findings.Fails(Cell.Code), SheetNotes.Has(Scene, Cell));
        _changed = !looks.Equals(_drawn);
        _drawn = looks;
    }

    protected override bool ShouldRender() => _changed;
}
