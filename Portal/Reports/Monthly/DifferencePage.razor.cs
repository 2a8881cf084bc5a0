using System.Globalization;
using Microsoft.AspNetCore.Components;
using Portal.Access;
using Portal.Circuits;
using Portal.Domain.Catalogue;
using Portal.Domain.Reports.Archive;
using Portal.Domain.Reports.Monthly;
using Portal.Domain.Reports.Monthly.Inputs;
using Portal.Domain.Shared;
using Portal.Reports.Common;

namespace Portal.Reports.Monthly;

/// <summary>Compares a signed report with the present figures; shows only the differences.</summary>
public sealed partial class DifferencePage : IDisposable
{
    private readonly ComponentLifetime _gone = new();
    private ReportPhrases _words = default!;
    private ReportKey? _key;
    private ReportDifference? _difference;
    private string? _unit;
    private bool _read;

    [Inject]
    public required CurrentActor Actors { get; set; }

    [Inject]
    public required PrerenderHandover Opening { get; set; }

    [Inject]
    public required IReportReader Reports { get; set; }

    [Inject]
    public required IReferenceReader References { get; set; }

    [Inject]
    public required NavigationManager Navigation { get; set; }

    [Inject]
    public required DistrictTime Time { get; set; }

    // Named so that a change of the query alone is a change of the page.
    [SupplyParameterFromQuery(Name = "unit")]
    public string? UnitCode { get; set; }

    [SupplyParameterFromQuery(Name = "month")]
    public string? MonthText { get; set; }

    [SupplyParameterFromQuery(Name = "from")]
    public string? FromText { get; set; }

    [SupplyParameterFromQuery(Name = "number")]
    public string? NumberText { get; set; }

    protected override void OnInitialized() => _words = new(Text, Time);

    protected override async Task OnParametersSetAsync()
    {
        var address = ReportsAddress.Parse(Navigation.Uri);
        _read = false;
        _key = address.Unit is { } unit ? ReportKey.TryCreate(unit, address.Month, address.From) : null;
        (_difference, _unit) = _key is { } key
            ? await Opening.ReadAsync("difference", () => CompareAsync(key, address.Number))
            : (null, null);
        _read = true;
    }

    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
    }

    private static string Before(string? signed) => signed is null ? "absent" : "before";

    private async Task<(ReportDifference? Difference, string? Unit)> CompareAsync(ReportKey key, int? number)
    {
        if (
            await Reports.CompareAsync(await Actors.GetAsync(), key, CultureInfo.CurrentUICulture, number, _gone.Token)
            is not { } difference
        )
            return (null, null);
        var units = (await References.GetAsync(_gone.Token)).Units;
        return (difference, units.Find(key.Unit) is { } unit ? units.NameAt(unit.Id, key.Period.To) : null);
    }
}
