using System.Globalization;
using Microsoft.AspNetCore.Components;
using Portal.Domain.Access;
using Portal.Domain.Shared;

namespace Portal.Access;

/// <summary>The keys with which other systems call the API; a new one is shown once.</summary>
public sealed partial class KeysPage
{
    private readonly HashSet<string> _chosen = new(StringComparer.Ordinal);
    private IReadOnlyList<ApiKeyRow> _keys = [];
    private IReadOnlyList<UnitChoice> _units = [];
    private string? _secret;
    private bool _problem;
    private string _name = "";
    private string _unit = "";

    [Inject]
    private ApiKeyring Keys { get; set; } = null!;

    [Inject]
    private UnitChoices Units { get; set; } = null!;

    [Inject]
    private CurrentActor Actor { get; set; } = null!;

    [Inject]
    private DistrictTime Time { get; set; } = null!;

    protected override async Task OnInitializedAsync()
    {
        _units = await Units.ListAsync();
        await LoadAsync();
    }

    private async Task LoadAsync() => _keys = await Keys.ListAsync(await Actor.GetAsync());

    private string UnitName(int id) => _units.FirstOrDefault(u => u.Id == id)?.Name ?? "—";

    private string Local(DateTimeOffset? instant) => instant is { } at ? Time.ToLocal(at).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) : "—";

    private void Toggle(string permission)
    {
        if (!_chosen.Remove(permission)) _chosen.Add(permission);
    }

    private async Task CreateAsync()
    {
        _problem = _chosen.Count == 0 || string.IsNullOrWhiteSpace(_name) || !int.TryParse(_unit, NumberStyles.None, CultureInfo.InvariantCulture, out _);
        if (_problem) return;
        _secret = await Keys.CreateAsync(await Actor.GetAsync(), _name, int.Parse(_unit, CultureInfo.InvariantCulture), _chosen);
        (_name, _unit) = ("", "");
        _chosen.Clear();
        await LoadAsync();
    }

    private async Task RevokeAsync(ApiKeyRow key)
    {
        await Keys.RevokeAsync(await Actor.GetAsync(), key.Id);
        await LoadAsync();
    }
}
