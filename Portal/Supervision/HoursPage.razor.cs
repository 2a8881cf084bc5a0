using Microsoft.AspNetCore.Components;
using Portal.Access;
using Portal.Circuits;
using Portal.Domain.Access;
using Portal.Domain.Shared;
using Portal.Domain.Supervision.Clocks;
using Portal.Domain.Supervision.Handling;

namespace Portal.Supervision;

/// <summary>The working hours of units, in which first replies and answers to cards are counted.</summary>
public sealed partial class HoursPage
{
    private IReadOnlyList<HoursView>? _settings;
    private Refusal? _refusal;
    private string? _unit;
    private string _text = "";
    private bool _maySet;
    private bool _isDone;
    private bool _busy;

    /// <summary>Code of the unit whose hours are to be set; null before one is chosen.</summary>
    [SupplyParameterFromQuery(Name = "unit")]
    private string? UnitCode { get; set; }

    [Inject]
    public required UnitHoursSettings Settings { get; set; }

    [Inject]
    public required CurrentActor Actors { get; set; }

    [Inject]
    public required PrerenderHandover Opening { get; set; }

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

    private async Task SetAsync()
    {
        if (_busy || _unit is not { } unit)
            return; // the second click of a double click
        _busy = true;
        try
        {
            _refusal = await Settings.SetAsync(await Actors.GetAsync(), unit, _text);
            _isDone = _refusal is null;
            if (_isDone)
                _text = "";
            await LoadAsync();
        }
        finally
        {
            _busy = false;
        }
    }
}
