using Microsoft.AspNetCore.Components;
using Portal.Access;
using Portal.Circuits;
using Portal.Domain.Records;
using Portal.Domain.Records.Lists;

namespace Portal.Records.Lists;

/// <summary>The views of a list that the reader saved, and a field to save the present one.</summary>
public sealed partial class SavedViewMenu
{
    private IReadOnlyList<SavedView> _views = [];
    private string _name = "";
    private string _said = "";
    private bool _refused;
    private bool _naming;

    [Parameter, EditorRequired]
    public required RecordStream Stream { get; set; }

    /// <summary>The query of the present view, with its question mark.</summary>
    [Parameter, EditorRequired]
    public required string Query { get; set; }

    [Inject]
    private SavedViews Views { get; set; } = default!;

    [Inject]
    private CurrentActor Actors { get; set; } = default!;

    [Inject]
    private PrerenderHandover Opening { get; set; } = default!;

    protected override async Task OnInitializedAsync() => _views = await Opening.ReadAsync("views", ListAsync);

    private async Task<IReadOnlyList<SavedView>> ListAsync() => await Views.ListAsync(await Actors.GetAsync(), Stream);

    private void Begin() => (_naming, _said) = (true, "");

    private async Task SaveAsync()
    {
        var refusal = await Views.SaveAsync(await Actors.GetAsync(), Stream, _name, Query);
        (_refused, _said) = (refusal is not null, refusal?.Text ?? Text["views.saved"]);
        if (refusal is null)
            (_naming, _name) = (false, "");
        _views = await ListAsync();
    }

    private async Task DeleteAsync(SavedView view)
    {
        await Views.DeleteAsync(await Actors.GetAsync(), Stream, view.Name);
        _views = await ListAsync();
    }
}
