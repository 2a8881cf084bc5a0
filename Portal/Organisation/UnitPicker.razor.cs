using Microsoft.AspNetCore.Components;
using MudBlazor;
using Portal.Access;
using Portal.Circuits;
using Portal.Domain.Access;
using Portal.Domain.Organisation;

namespace Portal.Organisation;

/// <summary>
/// A button with the present unit; a click replaces it by a field with proposals. A choice follows an address or calls a callback.
/// </summary>
public sealed partial class UnitPicker
{
    private static readonly UnitPick s_none = new(0, "", "", 0, Path: null);

    private MudAutocomplete<UnitPick>? _search;
    private ElementReference _button;
    private UnitPick? _present;
    private bool _chooses;
    private bool _begins;
    private bool _returns;
    private bool _isFound;
    private int _more;
    private (string? Unit, DateOnly? Day, UnitScope Scope)? _read;
    private string? _name;
    private UnitScope _scope = UnitScope.Nothing;

    /// <summary>The id of the button; unique on the page.</summary>
    [Parameter, EditorRequired]
    public required string Id { get; set; }

    /// <summary>The purpose of the choice, for screen readers.</summary>
    [Parameter, EditorRequired]
    public required string Label { get; set; }

    /// <summary>Code of the present unit; null or empty when none is chosen.</summary>
    [Parameter]
    public string? Unit { get; set; }

    /// <summary>The text of the button; the unit's name today when absent.</summary>
    [Parameter]
    public string? UnitName { get; set; }

    /// <summary>The address of a choice; for null, that of <see cref="None"/>.</summary>
    [Parameter]
    public Func<string?, string>? Href { get; set; }

    /// <summary>Called with the choice, where it has no address.</summary>
    [Parameter]
    public EventCallback<UnitPick?> OnChosen { get; set; }

    /// <summary>The text of the choice of no unit; without it, a unit is required.</summary>
    [Parameter]
    public string? None { get; set; }

    /// <summary>The day on which the units exist; today when absent.</summary>
    [Parameter]
    public DateOnly? Day { get; set; }

    /// <summary>The units that may be chosen; the reader's scope when absent.</summary>
    [Parameter]
    public UnitScope? Scope { get; set; }

    [Parameter]
    public string Class { get; set; } = "";

    [Inject]
    private PrerenderHandover Opening { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private UnitPickReader Picks { get; set; } = default!;

    [Inject]
    private CurrentActor Actors { get; set; } = default!;

    private string Shown => UnitName ?? _name ?? (string.IsNullOrEmpty(Unit) && None is not null ? None : Text["picker.choose"]);

    protected override async Task OnParametersSetAsync()
    {
        var scope = Scope ?? (await Actors.GetAsync()).ScopeFor(Permissions.UnitsRead);
        if (_read == (Unit, Day, scope))
            return;
        (_read, _scope, _chooses) = ((Unit, Day, scope), scope, false);
        _name = UnitName ?? await Opening.ReadAsync($"picker.{Id}", async () => (await Picks.FindAsync(scope, Unit))?.Name);
    }

    // The field exists only while it is open: a closed picker keeps no component on an open page.
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_begins && _search is not null)
        {
            _begins = false;
            await _search.FocusAsync();
        }
        else if (_returns)
        {
            _returns = false;
            await _button.FocusAsync(preventScroll: true);
        }
    }

    private void Begin() => (_chooses, _begins, _present) = (true, true, new(0, Unit ?? "", Shown, 0, Path: null));

    private void Changed(bool isOpen)
    {
        if (!isOpen)
            (_chooses, _returns) = (false, true);
    }

    private async Task<IEnumerable<UnitPick>> SearchAsync(string? text, CancellationToken cancellation)
    {
        _isFound = !string.IsNullOrWhiteSpace(text);
        var list = _isFound
            ? await Picks.SearchAsync(_scope, text!.Trim(), Day, cancellation)
            : await Picks.AroundAsync(_scope, Unit, Day, cancellation);
        _more = list.More;
        // The user searches for a unit.
        return None is null || _isFound ? list.Picks : [s_none with { Name = None }, .. list.Picks];
    }

    private Task ChooseAsync(UnitPick? pick)
    {
        if (pick is null || pick == _present)
            return Task.CompletedTask;
        var chosen = pick.Code.Length == 0 ? null : pick;
        if (Href is null)
            return OnChosen.InvokeAsync(chosen);
        Navigation.NavigateTo(Href(chosen?.Code));
        return Task.CompletedTask;
    }

    private static string? Inset(UnitPick pick) => pick.Depth > 0 ? $"padding-inline-start: {16 * pick.Depth}px" : null;
}
