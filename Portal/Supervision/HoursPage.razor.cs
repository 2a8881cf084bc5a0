using Microsoft.AspNetCore.Components;
using Portal.Access;
using Portal.Access.Moves;
using Portal.Circuits;
using Portal.Domain.Access;
using Portal.Domain.Supervision.Clocks;
using Portal.Domain.Supervision.Handling;

namespace Portal.Supervision;

/// <summary>The working hours of units, in which first replies and answers to cards are counted.</summary>
public sealed partial class HoursPage
{
    private PageMoves? _moving;
    private IReadOnlyList<HoursView>? _settings;
    private string? _unit;
    private string _text = "";
    private bool _maySet;

    /// <summary>Code of the unit whose hours are to be set; null before one is chosen.</summary>
    [SupplyParameterFromQuery(Name = "unit")]
    private string? UnitCode { get; set; }

    [Inject]
    public required UnitHoursSettings Settings { get; set; }

    [Inject]
    public required CurrentActor Actors { get; set; }

    [Inject]
    public required PrerenderHandover Opening { get; set; }

    [Inject]
    public required TimeProvider Clock { get; set; }

    private PageMoves Moving => _moving ??= new(Actors, Clock);

    protected override async Task OnParametersSetAsync()
    {
        if (_settings is not null && _unit == UnitCode)
            return;
        _unit = UnitCode;
        await LoadAsync();
        _maySet = (await Actors.GetAsync()).May(Permissions.UnitsWrite);
    }

    private async Task LoadAsync() =>
        _settings = await Opening.ReadAsync("hours", async () => await Settings.ListAsync(await Actors.GetAsync()));

    private Task SetAsync() =>
        _unit is not { } unit
            ? Task.CompletedTask
            : Moving.RunAsync(
                "set",
                actor => Settings.SetAsync(actor, unit, _text),
                () =>
                {
                    if (Moving.IsDone)
                        _text = "";
                    return LoadAsync();
                }
            );
}
