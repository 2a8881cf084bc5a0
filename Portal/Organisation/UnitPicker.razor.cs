using Microsoft.AspNetCore.Components;
using Portal.Access;
using Portal.Circuits;
using Portal.Domain.Organisation;

namespace Portal.Organisation;

/// <summary>A button with the current unit, and a panel to choose another: by links when the choice is a URL, else by a callback.</summary>
public sealed partial class UnitPicker
{
    private UnitPickList _list = UnitPickList.Empty;
    private string _text = "";

    // The search text of the current list; Enter must not choose from an older list.
    private string _answered = "";
    private (string? Unit, DateOnly? Day, UnitScope Scope)? _read;
    private string? _name;
    private UnitScope _scope = UnitScope.Everything;

    /// <summary>The id of the panel, unique on the page.</summary>
    [Parameter, EditorRequired]
    public required string Id { get; set; }

    /// <summary>The label for screen readers.</summary>
    [Parameter, EditorRequired]
    public required string Label { get; set; }

    /// <summary>Code of the current unit; null or empty when none is chosen.</summary>
    [Parameter]
    public string? Unit { get; set; }

    /// <summary>The text of the button; the unit's name today when absent.</summary>
    [Parameter]
    public string? UnitName { get; set; }

    /// <summary>The URL of a choice; for null that of <see cref="None"/>.</summary>
    [Parameter]
    public Func<string?, string>? Href { get; set; }

    /// <summary>Called with the choice when <see cref="Href"/> is null.</summary>
    [Parameter]
    public EventCallback<UnitPick?> OnChosen { get; set; }

    /// <summary>The text of the choice of no unit; null when there is no such choice.</summary>
    [Parameter]
    public string? None { get; set; }

    /// <summary>The units of this day; today's when absent.</summary>
    [Parameter]
    public DateOnly? Day { get; set; }

    /// <summary>The units that can be chosen; the user's scope when absent.</summary>
    [Parameter]
    public UnitScope? Scope { get; set; }

    [Parameter]
    public string Class { get; set; } = "";

    [Inject]
    private PrerenderHandover Opening { get; set; } = default!;

    [Inject]
    private UnitPickReader Picks { get; set; } = default!;

    [Inject]
    private CurrentActor Actors { get; set; } = default!;

    private string Shown => UnitName ?? _name ?? (string.IsNullOrEmpty(Unit) && None is not null ? None : Text["picker.choose"]);

    // A search does not offer the choice of no unit.
    private string? Offered => _answered.Length == 0 ? None : null;

    protected override async Task OnParametersSetAsync()
    {
        var scope = Scope ?? (await Actors.GetAsync()).Scope;
        if (_read == (Unit, Day, scope))
            return;
        (_read, _scope, _text, _answered) = ((Unit, Day, scope), scope, "", "");
        (_name, _list) = await Opening.ReadAsync($"picker.{Id}", () => ReadAsync(scope));
    }

    private async Task<(string? Name, UnitPickList List)> ReadAsync(UnitScope scope) =>
        ((await Picks.FindAsync(scope, Unit))?.Name, await Picks.AroundAsync(scope, Unit, Day));

    private async Task SearchAsync(ChangeEventArgs change)
    {
        var text = _text = change.Value?.ToString()?.Trim() ?? "";
        var list = text.Length == 0 ? await Picks.AroundAsync(_scope, Unit, Day) : await Picks.SearchAsync(_scope, text, Day);
        if (text == _text)
            (_list, _answered) = (list, text); // else the text changed meanwhile
    }

    private Task ChooseAsync(UnitPick? pick) => OnChosen.InvokeAsync(pick);

    internal static string? Inset(UnitPick? pick) => pick is { Depth: > 0 } ? $"padding-inline-start: {8 + (16 * pick.Depth)}px" : null;
}
