using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Portal.Access;
using Portal.Access.Moves;
using Portal.Circuits;
using Portal.Domain.Access;
using Portal.Domain.Catalogue;
using Portal.Domain.Organisation;
using Portal.Domain.Shared;
using Portal.Domain.Standards.Checklists;
using Portal.Domain.Standards.Handling;
using Portal.Domain.Standards.Reading;

namespace Portal.Standards;

/// <summary>The checklists of all kinds of service points, which the efficiency office changes.</summary>
public sealed partial class ChecklistsPage
{
    private PageMoves? _moving;
    private StandardsFormatter? _format;
    private IReadOnlyList<ServiceStandard>? _standards;
    private PointKind? _edited;
    private string _lines = "";
    private string _basis = "";
    private DateOnly? _from;
    private bool _mayChange;

    [Inject]
    public required StandardsReader Reader { get; set; }

    [Inject]
    public required StandardMoves Moves { get; set; }

    [Inject]
    public required IReferenceReader References { get; set; }

    [Inject]
    public required CurrentActor Actors { get; set; }

    [Inject]
    public required PrerenderHandover Opening { get; set; }

    [Inject]
    public required DistrictTime Time { get; set; }

    [Inject]
    public required IStringLocalizer<StandardsText> Texts { get; set; }

    [Inject]
    public required TimeProvider Clock { get; set; }

    private PageMoves Moving => _moving ??= new(Actors, Clock);

    private StandardsFormatter Format => _format ??= new(Texts);

    protected override async Task OnInitializedAsync()
    {
        // The rights first: the page is drawn when the checklists are there.
        var actor = await Actors.GetAsync();
        var units = (await Opening.ReadAsync("reference", () => References.GetAsync())).Units;
        _mayChange = actor.ScopeFor(Permissions.StandardsWrite).CoversAll(units, Time.Today);
        await LoadAsync();
    }

    private async Task LoadAsync() =>
        _standards = await Opening.ReadAsync("checklists", async () => await Reader.StandardsAsync(await Actors.GetAsync()));

    private ServiceStandard? Latest(PointKind kind) => _standards?.LastOrDefault(s => s.Kind == kind);

    private void Edit(PointKind kind)
    {
        // An office without a checklist begins with the one that comes with the portal.
        var latest = Latest(kind);
        var shipped = ShippedStandards.Of(kind);
        Moving.Forget();
        (_edited, _from) = (kind, Time.Today);
        _lines = ChecklistDraft.ToLines(latest?.Requirements ?? shipped.Requirements);
        _basis = latest?.Basis ?? shipped.Basis ?? "";
    }

    private Task ChangeAsync(PointKind kind)
    {
        if (_from is not { } from)
            return Task.CompletedTask;
        var draft = new StandardDraft(ChecklistDraft.Parse(_lines), _basis);
        return Moving.RunAsync(
            "change",
            actor => Moves.ChangeAsync(actor, kind, draft, from, Latest(kind)?.Number ?? 0),
            () =>
            {
                if (Moving.IsDone)
                    _edited = null;
                return LoadAsync();
            }
        );
    }
}
