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

/// <summary>The keys with which other systems call the API; a new one is shown once.</summary>
public sealed partial class KeysPage
{
    private readonly HashSet<string> _chosen = new(StringComparer.Ordinal);
    private IReadOnlyList<ApiKeyRow> _keys = [];
    private string? _secret;
    private string? _problem;
    private bool _busy;
    private string _name = "";
    private string _sources = "";
    private UnitTree _tree = UnitTree.Empty;
    private UnitScope _scope = UnitScope.Nothing;
    private UnitPick? _unit;

    [Inject]
    private PrerenderHandover Opening { get; set; } = null!;

    [Inject]
    private ApiKeyring Keys { get; set; } = null!;

    [Inject]
    private IReferenceReader References { get; set; } = null!;

    [Inject]
    private IStringLocalizer<AccessText> Texts { get; set; } = null!;

    [Inject]
    private CurrentActor Actor { get; set; } = null!;

    [Inject]
    private DistrictTime Time { get; set; } = null!;

    protected override async Task OnInitializedAsync()
    {
        _scope = (await Actor.GetAsync()).ScopeFor(Permissions.KeysManage);
        await LoadAsync();
    }

    private async Task LoadAsync() => (_tree, _keys) = await Opening.ReadAsync("keys", ReadAsync);

    private async Task<(UnitTree Tree, IReadOnlyList<ApiKeyRow> Keys)> ReadAsync() =>
        ((await References.GetAsync()).Units, await Keys.ListAsync(await Actor.GetAsync()));

    private string UnitName(int id) => _tree.Find(id) is null ? "—" : _tree.NameAt(id, Time.Today);

    private string Local(DateTimeOffset? instant) => instant is { } at ? Time.ToText(at) : "—";

    private void Toggle(string permission)
    {
        if (!_chosen.Remove(permission))
            _chosen.Add(permission);
    }

    // A second click of a double click would make a second key.
    private async Task CreateOnceAsync()
    {
        if (_busy)
            return;
        _busy = true;
        try
        {
            await CreateAsync();
        }
        finally
        {
            _busy = false;
        }
    }

    private async Task CreateAsync()
    {
        _problem = _chosen.Count == 0 || string.IsNullOrWhiteSpace(_name) || _unit is null ? Texts["KeyIncomplete"].Value : null;
        if (_problem is not null)
            return;
        var sources = SemicolonList.Parse(_sources);
        _problem = sources.Select(SourceRefusal.OfName).FirstOrDefault(refusal => refusal is not null)?.Text;
        if (_problem is not null)
            return;
        try
        {
            _secret = await Keys.CreateAsync(await Actor.GetAsync(), _name, _unit!.Id, _chosen, sources);
        }
        catch (SourceHeldException held)
        {
            _problem = Texts["SourceHeld", held.Name];
            return;
        }
        (_name, _unit, _sources) = ("", null, "");
        _chosen.Clear();
        await LoadAsync();
    }

    private async Task RevokeAsync(ApiKeyRow key)
    {
        await Keys.RevokeAsync(await Actor.GetAsync(), key.Id);
        await LoadAsync();
    }
}
