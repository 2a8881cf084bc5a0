using Microsoft.AspNetCore.Components;
using Portal.Access;
using Portal.Circuits;
using Portal.Domain.Organisation;
using Portal.Shell;

namespace Portal.Organisation;

/// <summary>A button with the present unit, and a panel to choose another: by links where the choice is an address, else by a callback.</summary>
public sealed partial class UnitPicker
{
    private UnitPickList _list = UnitPickList.Empty;
    private string _text = "";

    // What was searched for when the list was made: whoever types on and presses Enter does not mean an older list.
    private string _answered = "";
    private (string? Unit, DateOnly? Day, UnitScope Scope)? _read;
    private string? _name;
    private UnitScope _scope = UnitScope.Everything;

    /// <summary>Of the panel; one to a page.</summary>
    [Parameter, EditorRequired]
    public required string Id { get; set; }

    /// <summary>What the unit is chosen for, for those who do not see it.</summary>
    [Parameter, EditorRequired]
    public required string Label { get; set; }

    /// <summary>Code of the present unit; null or empty when none is chosen.</summary>
    [Parameter]
    public string? Unit { get; set; }

    /// <summary>What the button says; the unit's name today when absent.</summary>
    [Parameter]
    public string? UnitName { get; set; }

    /// <summary>The address of a choice, for null that of <see cref="None"/>.</summary>
    [Parameter]
    public Func<string?, string>? Href { get; set; }

    /// <summary>Told of the choice, where it has no address.</summary>
    [Parameter]
    public EventCallback<UnitPick?> OnChosen { get; set; }

    /// <summary>Offers to choose none, in these words.</summary>
    [Parameter]
    public string? None { get; set; }

    /// <summary>Units as they are on the day; today's when absent.</summary>
    [Parameter]
    public DateOnly? Day { get; set; }

    /// <summary>What may be chosen; what the reader may see when absent.</summary>
    [Parameter]
    public UnitScope? Scope { get; set; }

    [Parameter]
    public string Class { get; set; } = "";

    [Inject]
    private PageOpening Opening { get; set; } = default!;

    [Inject]
    private UnitPicks Picks { get; set; } = default!;

    [Inject]
    private CurrentActor Actors { get; set; } = default!;

    private string Shown => UnitName ?? _name ?? (string.IsNullOrEmpty(Unit) && None is not null ? None : Text["picker.choose"]);

    // Who searches looks for a unit.
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
            (_list, _answered) = (list, text); // else more was typed meanwhile
    }

    private Task ChooseAsync(UnitPick? pick) => OnChosen.InvokeAsync(pick);

    internal static string? Inset(UnitPick? pick) => pick is { Depth: > 0 } ? $"padding-inline-start: {8 + (16 * pick.Depth)}px" : null;
}
