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

/// <summary>A form as its clerks will see it: the parts of a sheet's page over a sheet that is not there.</summary>
public sealed partial class FormPreview : ISheetActs
{
    private FormDefinition? _shown;

    [Inject]
    public required IReferenceReader References { get; set; }

    [Inject]
    public required DistrictTime Time { get; set; }

    /// <summary>A sound one: codes are unique.</summary>
    [Parameter, EditorRequired]
    public required FormDefinition Definition { get; set; }

    private SheetScene? Scene { get; set; }

    protected override async Task OnParametersSetAsync()
    {
        if (ReferenceEquals(_shown, Definition))
            return;
        var calendar = (await References.GetAsync()).Calendar;
        _shown = Definition;
        var words = new SheetWords(Text, CultureInfo.CurrentUICulture, Time);
        var desk = new SheetDesk(Definition, words.Input);
        Scene = new(View(Definition), desk, words, new SheetFindings(desk, []), calendar, this)
        {
            Ticked = new HashSet<string>(StringComparer.Ordinal),
            Shares = new Dictionary<string, CellShare>(StringComparer.Ordinal),
            Entering = true,
        };
    }

    Task ISheetActs.DecideAsync(string cell, bool mine) => Task.CompletedTask;

    Task ISheetActs.FillAsync(string section) => Task.CompletedTask;

    void ISheetActs.Tick(string cell) { }

    Task ISheetActs.LookAtAsync(string cell) => Task.CompletedTask;

    Task ISheetActs.GoToAsync(string cell) => Task.CompletedTask;

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
