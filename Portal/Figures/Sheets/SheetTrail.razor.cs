using Microsoft.AspNetCore.Components;
using Portal.Access;
using Portal.Domain.Figures.Sheets;
using Portal.Figures.Cells;

namespace Portal.Figures.Sheets;

/// <summary>The history of a sheet, and its approved versions with the changes of each.</summary>
public sealed partial class SheetTrail
{
    private IReadOnlyList<VersionView>? _versions;
    private long _revision;

    [Inject]
    public required SheetReader Sheets { get; set; }

    [Inject]
    public required CurrentActor Actors { get; set; }

    [Parameter, EditorRequired]
    public required SheetContext Context { get; set; }

    protected override async Task OnParametersSetAsync()
    {
        if (_versions is null || _revision == Context.View.Revision)
            return;
        _versions = await ReadAsync();
    }

    private async Task ToggleAsync() => _versions = _versions is null ? await ReadAsync() : null;

    private async Task<IReadOnlyList<VersionView>> ReadAsync()
    {
        _revision = Context.View.Revision;
        return await Sheets.VersionsAsync(await Actors.GetAsync(), Context.View.Key);
    }

    private string NameOf(string cell) => Context.View.Definition.Find(cell)?.Name ?? cell;

    private string Names(IEnumerable<string> cells) => string.Join(Text["sheet.and"], cells.Select(NameOf));
}
