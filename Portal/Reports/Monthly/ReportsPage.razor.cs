using System.Globalization;
using Microsoft.AspNetCore.Components;
using Portal.Access;
using Portal.Circuits;
using Portal.Domain.Access;
using Portal.Domain.Catalogue;
using Portal.Domain.Figures.Forms;
using Portal.Domain.Reports.Archive;
using Portal.Domain.Reports.Monthly;
using Portal.Domain.Reports.Monthly.Inputs;
using Portal.Domain.Shared;
using Portal.Figures.Board;
using Portal.Organisation;
using Portal.Reports.Common;

namespace Portal.Reports.Monthly;

/// <summary>A unit's reports: their list with states, and the chosen one as a page.</summary>
public sealed partial class ReportsPage : IDisposable
{
    private readonly ComponentLifetime _gone = new();
    private ReportsAddress _address = new();
    private ReportKey? _key;
    private ReportYear? _year;
    private ReportView? _view;
    private string? _top;
    private string? _problem;
    private bool _mayWrite;

    [Inject]
    public required CurrentActor Actors { get; set; }

    [Inject]
    public required PrerenderHandover Opening { get; set; }

    [Inject]
    public required IReferenceReader References { get; set; }

    [Inject]
    public required IReportReader Reports { get; set; }

    [Inject]
    public required ReportYears Years { get; set; }

    [Inject]
    public required UnitPickReader Units { get; set; }

    [Inject]
    public required IFigureReferences Figures { get; set; }

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

    [SupplyParameterFromQuery(Name = "view")]
    public string? ViewParameter { get; set; }

    [SupplyParameterFromQuery(Name = "draft")]
    public string? DraftMark { get; set; }

    private bool IsPrint => _address.ViewKind == ReportViewKind.Print;

    private string Title => _view is { } view ? $"{view.Document.Title} · {view.Document.Period}" : Text["title"];

    protected override Task OnParametersSetAsync() => LoadAsync();

    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
    }

    /// <summary>Reads the view of the present address again.</summary>
    private async Task LoadAsync()
    {
        var actor = await Actors.GetAsync();
        _mayWrite = actor.May(Permissions.ReportsWrite);
        _top = await Opening.ReadAsync(
            "top",
            async () => (await Units.TopAsync(actor.ScopeFor(Permissions.ReportsRead), _gone.Token))?.Code
        );
        _address = await CompleteAsync(ReportsAddress.Parse(Navigation.Uri));
        var key = _address.Unit is { } unit ? ReportKey.TryCreate(unit, _address.Month, _address.From) : null;
        if (key != _key)
            _view = null;
        _key = key;
        _year = key is null ? null : await Opening.ReadAsync("year", () => Years.ReadAsync(actor, key.Unit, key.To.Year, _gone.Token));
        _problem =
            _year is not null ? null
            : key is null && _address.Unit is not null ? "unknown.period"
            : "unknown.unit";
        if (_year is null)
            return;
        StateHasChanged(); // the list is ready at once; the report itself takes a moment
        await LoadReportAsync();
    }

    private async Task LoadReportAsync()
    {
        if (_key is not { } key)
            return;
        var actor = await Actors.GetAsync();
        var view = await Opening.ReadAsync(
            "report",
            () =>
                _address.IsDraft
                    ? Reports.OpenDraftAsync(actor, key, CultureInfo.CurrentUICulture, _gone.Token)
                    : Reports.OpenAsync(actor, key, CultureInfo.CurrentUICulture, _gone.Token)
        );
        if (key != _key)
            return; // the reader has moved on
        (_view, _problem) = (view, view is null ? "unknown.report" : null);
    }

    /// <summary>
    /// Defaults: for the unit, the top of the reader's scope; for the month, the last one for which figures are owed, from January on.
    /// </summary>
    private async Task<ReportsAddress> CompleteAsync(ReportsAddress address)
    {
        address = address with { Unit = address.Unit ?? _top };
        if (address.Month is not null)
            return address;
        var due = await Opening.ReadAsync(
            "due",
            async () => FiguresReader.DueMonth((await Figures.GetAsync(_gone.Token)).Forms, Time.Today)
        );
        return address with { Month = Days.ToMonthText(due), From = due.Month == 1 ? null : Days.ToMonthText(new(due.Year, 1, 1)) };
    }
}
