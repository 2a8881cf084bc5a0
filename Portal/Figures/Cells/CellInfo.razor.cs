using Microsoft.AspNetCore.Components;
using Portal.Access;
using Portal.Domain.Figures.Sheets;
using Portal.Domain.Figures.Values;

namespace Portal.Figures.Cells;

/// <summary>Shows one cell's author, instant and history.</summary>
public sealed partial class CellInfo
{
    private IReadOnlyList<FigureEntry>? _entries;
    private string? _shown;

    [Inject]
    public required SheetReader Sheets { get; set; }

    [Inject]
    public required CurrentActor Actors { get; set; }

    [Parameter, EditorRequired]
    public required SheetContext Context { get; set; }

    /// <summary>Null while no cell is selected.</summary>
    [Parameter]
    public string? Code { get; set; }

    protected override void OnParametersSet()
    {
        if (_shown != Code)
            _entries = null;
        _shown = Code;
    }

    private async Task ToggleAsync() =>
        _entries = _entries is null ? await Sheets.HistoryAsync(await Actors.GetAsync(), Context.View.Key, Code!) : null;

    private string ValueOf(FigureEntry entry) =>
        FigureValue.TryRead(entry.Value, out var value) is null ? Context.Formatter.Value(value) : entry.Value;
}
