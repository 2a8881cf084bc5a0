using System.Globalization;
using Microsoft.AspNetCore.Components;
using Portal.Access;
using Portal.Circuits;
using Portal.Domain.Access;
using Portal.Domain.Catalogue;
using Portal.Domain.Figures.Forms;
using Portal.Domain.Metrics.Formulas;
using Portal.Domain.Organisation;
using Portal.Domain.Reports.CustomTables;
using Portal.Domain.Reports.Monthly.Inputs;
using Portal.Domain.Reports.Refusals;
using Portal.Domain.Shared;
using Portal.Figures.Board;
using Portal.Navigation;
using Portal.Organisation;

namespace Portal.Reports.CustomTables;

/// <summary>
/// Builds custom tables: rows, columns, period and filters, shown at once and saved under a name. Every choice is an address.
/// </summary>
public sealed partial class TablesPage : IDisposable
{
    private static readonly string[] s_rows = ["below", "street", "community", "department", "months", "items", "channels", "departments"];

    private readonly ComponentLifetime _gone = new();
    private string _top = "";
    private IReadOnlyList<SavedTable> _mine = [];
    private SavedTable? _saved;
    private TableQuery? _query;
    private CustomTable? _answer;
    private Refusal? _refusal;
    private string _name = "";
    private bool _scheduled;
    private bool _busy;
    private (bool Good, string Text)? _said;

    [Inject]
    public required CurrentActor Actors { get; set; }

    [Inject]
    public required PrerenderHandover Opening { get; set; }

    [Inject]
    public required IReferenceReader References { get; set; }

    [Inject]
    public required TableReader Reader { get; set; }

    [Inject]
    public required SavedTables Saved { get; set; }

    [Inject]
    public required UnitPickReader Units { get; set; }

    [Inject]
    public required IFigureReferences Figures { get; set; }

    [Inject]
    public required NavigationManager Navigation { get; set; }

    [Inject]
    public required DistrictTime Time { get; set; }

    /// <summary>Id of a saved table; null for the table of the query.</summary>
    [Parameter]
    public string? Code { get; set; }

    // Named so that a change of the query alone is a change of the page.
    [SupplyParameterFromQuery(Name = "unit")]
    public string? UnitCode { get; set; }

    [SupplyParameterFromQuery(Name = "month")]
    public string? MonthText { get; set; }

    [SupplyParameterFromQuery(Name = "from")]
    public string? FromText { get; set; }

    [SupplyParameterFromQuery(Name = "rows")]
    public string? RowsText { get; set; }

    [SupplyParameterFromQuery(Name = "level")]
    public string? LevelText { get; set; }

    [SupplyParameterFromQuery(Name = "metrics")]
    public string? MetricsText { get; set; }

    [SupplyParameterFromQuery(Name = "parts")]
    public string? PartsMark { get; set; }

    [SupplyParameterFromQuery(Name = "by")]
    public string? ByText { get; set; }

    [SupplyParameterFromQuery(Name = "stream")]
    public string? StreamText { get; set; }

    [SupplyParameterFromQuery(Name = "channel")]
    public string? ChannelText { get; set; }

    [SupplyParameterFromQuery(Name = "basis")]
    public string? BasisText { get; set; }

    [SupplyParameterFromQuery(Name = "structure")]
    public string? StructureText { get; set; }

    protected override async Task OnParametersSetAsync()
    {
        var actor = await Actors.GetAsync();
        (_top, _mine, _saved) = await Opening.ReadAsync("tables", () => ReadAsync(actor));
        if (Code is not null)
            (_name, _scheduled) = (_saved?.Name ?? "", _saved is { Scheduled: true } && _saved.Owner == actor.Name);
        (_query, _answer, _refusal) = await Opening.ReadAsync("answer", () => AskAsync(actor));
    }

    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
    }

    /// <summary>Runs a saved query within the reader's scope.</summary>
    private async Task<(TableQuery? Query, CustomTable? Answer, Refusal? Refusal)> AskAsync(Actor actor)
    {
        var due = FiguresReader.DueMonth((await Figures.GetAsync(_gone.Token)).Forms, Time.Today);
        var query =
            Code is null ? TableAddress.Parse(Navigation.Uri, _top, due)
            : _saved is { } saved ? Moved(TableQuery.FromJson(saved.Query))
            : null;
        if (query is null)
            return (null, null, ReportRefusal.TableUnknown);
        var asked = await Reader.ReadAsync(actor, query, CultureInfo.CurrentUICulture, _gone.Token);
        return asked.Refusal is { } refusal ? (query, null, refusal) : (query, asked.Value, null);
    }

    private async Task<(string Top, IReadOnlyList<SavedTable> Mine, SavedTable? Saved)> ReadAsync(Actor actor) =>
        (
            (await Units.TopAsync(actor.ScopeFor(Permissions.ReportsRead), _gone.Token))?.Code ?? "",
            await Saved.ListAsync(actor, _gone.Token),
            Code is null ? null : await Saved.FindAsync(actor, Code, _gone.Token)
        );

    /// <summary>Moves a saved query to the month of the link.</summary>
    private TableQuery? Moved(TableQuery? query) =>
        query is not null && ReportKey.TryCreate(query.Unit, MonthText, from: null) is { } key ? query.MovedTo(key.To) : query;

    private void Go(TableQuery query)
    {
        _said = null;
        Navigation.NavigateTo(TableAddress.ToUri(query));
    }

    // In the wrong order, or more than twelve: the chosen month stays and the other one moves.
    private void GoMonths(TableQuery query, DateOnly from, DateOnly to)
    {
        var chosen = from == query.From ? to : from;
        var months = query with { From = from, To = to };
        Go(months.Key is null ? query with { From = chosen, To = chosen } : months);
    }

    private static string RowsWord(TableQuery query) =>
        query switch
        {
            { Rows: TableRows.Units, Level: UnitKind.Street } => "street",
            { Rows: TableRows.Units, Level: UnitKind.Community } => "community",
            { Rows: TableRows.Units, Level: UnitKind.Department } => "department",
            { Rows: TableRows.Units } => "below",
            { Rows: var rows } => rows.ToString().ToLowerInvariant(),
        };

    private static TableQuery WithRows(TableQuery query, string word)
    {
        var (rows, level) = word switch
        {
            "street" => (TableRows.Units, UnitKind.Street),
            "community" => (TableRows.Units, UnitKind.Community),
            "department" => (TableRows.Units, UnitKind.Department),
            "below" => (TableRows.Units, (UnitKind?)null),
            _ => (Enum.Parse<TableRows>(word, ignoreCase: true), null),
        };
        return query with
        {
            Rows = rows,
            Level = level,
            ByMonth = query.ByMonth && rows != TableRows.Months,
            Channel = rows is TableRows.Items or TableRows.Departments or TableRows.Channels ? null : query.Channel,
        };
    }

    private static TableQuery Toggled(TableQuery query, MetricName metric) =>
        query with
        {
            Metrics = query.Metrics.Contains(metric) ? [.. query.Metrics.Where(m => m != metric)] : [.. query.Metrics, metric],
        };

    private static string Word(ChangeEventArgs change) => (string?)change.Value ?? "";

    private Task SaveAsync(TableQuery query) =>
        TryAsync(async actor =>
        {
            var saved = await Saved.SaveAsync(actor, _name, query, _scheduled, _gone.Token);
            if (saved.Refusal is { } refusal)
            {
                _said = (false, refusal.Text);
                return;
            }
            _said = (true, Text["tables.done"]);
            _mine = await Saved.ListAsync(actor, _gone.Token);
            Navigation.NavigateTo($"{PortalUrls.ReportTables}/{saved.Value}");
        });

    private Task DeleteAsync(SavedTable saved) =>
        TryAsync(async actor =>
        {
            await Saved.DeleteAsync(actor, saved.Code, _gone.Token);
            _mine = await Saved.ListAsync(actor, _gone.Token);
            if (saved.Code == Code && _query is { } query)
                Navigation.NavigateTo(TableAddress.ToUri(query));
        });

    private async Task TryAsync(Func<Actor, Task> act)
    {
        if (_busy)
            return;
        (_busy, _said) = (true, null);
        try
        {
            await act(await Actors.GetAsync());
        }
        finally
        {
            _busy = false;
        }
    }
}
