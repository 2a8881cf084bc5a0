using System.Globalization;
using Microsoft.AspNetCore.Components;
using Portal.Domain.Catalogue;
using Portal.Domain.Figures.Checks;
using Portal.Domain.Figures.Forms;
using Portal.Domain.Figures.Sheets;
using Portal.Domain.Figures.Values;
using Portal.Domain.Shared;
using Portal.Figures.Cells;

namespace Portal.Figures.Forms;

/// <summary>Previews a form: the components of a sheet's page over a sheet that is not stored.</summary>
public sealed partial class FormPreview : ISheetActions
{
    private FormDefinition? _shown;

    [Inject]
    public required IReferenceReader References { get; set; }

    [Inject]
    public required DistrictTime Time { get; set; }

    /// <summary>Whether the form can be shown: its codes are unique.</summary>
    [Parameter, EditorRequired]
    public required FormDefinition Definition { get; set; }

    private SheetContext? Context { get; set; }

    protected override async Task OnParametersSetAsync()
    {
        if (ReferenceEquals(_shown, Definition))
            return;
        var calendar = (await References.GetAsync()).Calendar;
        _shown = Definition;
        var words = new SheetFormatter(Text, CultureInfo.CurrentUICulture, Time);
        var editor = new SheetEditor(Definition, words.Input);
        Context = new(View(Definition), editor, words, new SheetFindings(editor, []), calendar, this)
        {
            Ticked = new HashSet<string>(StringComparer.Ordinal),
            Shares = new Dictionary<string, CellShare>(StringComparer.Ordinal),
            Entering = true,
        };
    }

    Task ISheetActions.DecideAsync(string cell, bool mine) => Task.CompletedTask;

    Task ISheetActions.FillAsync(string section) => Task.CompletedTask;

    void ISheetActions.Tick(string cell) { }

    Task ISheetActions.ShowCellAsync(string cell) => Task.CompletedTask;

    Task ISheetActions.GoToAsync(string cell) => Task.CompletedTask;

    private static SheetView View(FormDefinition definition)
    {
        var nothing = new Dictionary<string, FigureValue>(StringComparer.Ordinal);
        return new()
        {
            Key = new("", "", DateOnly.MinValue),
            Form = new(
                0,
                "",
                UnitKinds.None,
                Stream: null,
                DateOnly.MinValue,
                LastMonth: null,
                FigureForm.UsualDeadline,
                [new(0, DateOnly.MinValue, definition)]
            ),
            Definition = definition,
            UnitId = 0,
            UnitName = "",
            Status = FigureStatus.Draft,
            Version = 1,
            Revision = 0,
            Cells = new Dictionary<string, CellView>(StringComparer.Ordinal),
            LastMonth = nothing,
            LastYear = nothing,
            History = new Dictionary<string, IReadOnlyList<decimal>>(StringComparer.Ordinal),
            Deadline = default,
            Steps = [],
            May = new(Enter: true, Submit: false, Withdraw: false, Approve: false, Amend: false),
        };
    }
}
