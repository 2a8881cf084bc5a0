using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Portal.Access;
using Portal.Circuits;
using Portal.Domain.Access;
using Portal.Domain.Catalogue;
using Portal.Domain.Organisation;
using Portal.Domain.Shared;
using Portal.Organisation;

namespace Portal.Administration;

/// <summary>The names under which systems send records, with their holders; the office assigns a name to another unit.</summary>
public sealed partial class SourcesPage
{
    private IReadOnlyList<SourceNameRow> _names = [];
    private UnitTree _tree = UnitTree.Empty;
    private UnitScope _scope = UnitScope.Nothing;
    private bool _mayBeOfAll;
    private bool _isOfAll;
    private string _name = "";
    private UnitPick? _unit;
    private string? _problem;
    private string? _done;

    [Inject]
    private PrerenderHandover Opening { get; set; } = null!;

    [Inject]
    private SourceNames Names { get; set; } = null!;

    [Inject]
    private IReferenceReader References { get; set; } = null!;

    [Inject]
    private CurrentActor Actor { get; set; } = null!;

    [Inject]
    private DistrictTime Time { get; set; } = null!;

    [Inject]
    private IStringLocalizer<AccessText> Texts { get; set; } = null!;

    [Inject]
    private UnitPickReader Picks { get; set; } = null!;

    protected override async Task OnInitializedAsync()
    {
        _scope = (await Actor.GetAsync()).ScopeFor(Permissions.SourcesManage);
        await LoadAsync();
        _mayBeOfAll = _scope.CoversAll(_tree, Time.Today);
    }

    private async Task LoadAsync() => (_tree, _names) = await Opening.ReadAsync("sources", ReadAsync);

    private async Task<(UnitTree Tree, IReadOnlyList<SourceNameRow> Names)> ReadAsync() =>
        ((await References.GetAsync()).Units, await Names.ListAsync(await Actor.GetAsync()));

    private string HolderOf(SourceNameRow name) =>
        name.UnitId is not { } unit ? Texts["SourceOfAll"]
        : _tree.Find(unit) is null ? "—"
        : _tree.NameAt(unit, Time.Today);

    private string Local(DateTimeOffset instant) => Time.ToText(instant);

    private async Task ChooseAsync(SourceNameRow name)
    {
        (_name, _problem, _done) = (name.Name, null, null);
        _isOfAll = _mayBeOfAll && name.UnitId is null;
        _unit = name.UnitId is { } id && _tree.Find(id) is { } unit ? await Picks.FindAsync(_scope, unit.Code) : null;
    }

    private async Task AssignAsync()
    {
        if (_unit is null && !_isOfAll)
        {
            _problem = SourceRefusal.UnitUnknown.Text;
            return;
        }
        var refusal = await Names.AssignAsync(await Actor.GetAsync(), _name, _isOfAll ? null : _unit!.Id);
        (_problem, _done) = (refusal?.Text, refusal is null ? Texts["Saved"].Value : null);
        if (refusal is null)
            (_name, _unit, _isOfAll) = ("", null, false);
        await LoadAsync();
    }
}
