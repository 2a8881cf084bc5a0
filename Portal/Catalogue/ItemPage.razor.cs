using System.Text.Json;
using Microsoft.AspNetCore.Components;
using Portal.Access;
using Portal.Circuits;
using Portal.Domain.Access;
using Portal.Domain.Catalogue;
using Portal.Domain.Metrics.Formulas;
using Portal.Domain.Metrics.Reading;
using Portal.Domain.Records;
using Portal.Domain.Records.Lists;
using Portal.Domain.Shared;
using Portal.Metrics;
using Portal.Records.Lists;

namespace Portal.Catalogue;

/// <summary>
/// One item of the catalogue: its figures of the last twelve months with cases, its limits over time, and its slow cases.
/// </summary>
public sealed partial class ItemPage
{
    private const int MostSlow = 20;

    private static readonly MetricName[] s_metrics =
    [
        MetricName.Accepted,
        MetricName.CompletionRatio,
        MetricName.OnTheSpotRatio,
        MetricName.TimeRatio,
        MetricName.OverdueRatio,
        MetricName.SatisfactionRatio,
    ];

    private static readonly RecordOrder s_slowest = new(RecordSort.Used, Descending: true);

    private ServiceItem? _item;
    private ReferenceData? _reference;
    private RecordFormatter? _format;
    private string? _name;
    private (string Code, string Name)? _unit;
    private MetricPeriod _period;
    private FigureSet? _figures;
    private IReadOnlyList<FoundRecord> _slow = [];
    private bool _mayReadCases;
    private bool _mayReadList;
    private bool _isRead;

    [Parameter]
    public string Code { get; set; } = "";

    /// <summary>Path and query of the list from which the item was opened; null when it was opened otherwise.</summary>
    [SupplyParameterFromQuery(Name = RecordsAddress.ListParameter)]
    private string? ListUri { get; set; }

    [Inject]
    private IReferenceReader References { get; set; } = default!;

    [Inject]
    private IMetricsReader Metrics { get; set; } = default!;

    [Inject]
    private RecordSearch Search { get; set; } = default!;

    [Inject]
    private CurrentActor Actors { get; set; } = default!;

    [Inject]
    private PrerenderHandover Opening { get; set; } = default!;

    [Inject]
    private DistrictTime Time { get; set; } = default!;

    /// <summary>The list from which the item was opened; the item's own cases when it was opened otherwise.</summary>
    private RecordsAddress List => ListUri is { Length: > 0 } uri ? RecordsAddress.Parse(uri) : new() { Item = Code };

    /// <summary>The list of which the slow cases are the first.</summary>
    private RecordsAddress Slow =>
        new()
        {
            Item = Code,
            From = _period.From,
            To = _period.To,
            Measure = RecordMeasure.Timed,
            Order = s_slowest,
        };

    private MetricPhrases Phrases => new(Metric, RecordStream.Cases);

    private RecordFormatter Format => _format!;

    protected override async Task OnParametersSetAsync()
    {
        var actor = await Actors.GetAsync();
        _reference = await Opening.ReadAsync("reference", () => References.GetAsync());
        _item = actor.May(Permissions.ItemsRead) ? _reference.Items.Find(Code) : null;
        _isRead = true;
        _mayReadList = actor.May(RecordPermissions.Read(List.Stream));
        if (_item is not { } item)
            return;
        _name = _reference.Items.NameAt(item.Id, Time.Today);
        _format = new(_reference, Time, Record, Metric);
        _period = await Opening.ReadAsync("period", () => PeriodAsync(actor, item));
        _unit = actor.ScopeFor(Permissions.MetricsRead).TopsAt(_reference.Units, Time.Today) is [var top, ..]
            ? (top.Code, _reference.Units.NameAt(top.Id, Time.Today))
            : null;
        _figures = await Opening.ReadAsync("figures", () => FiguresAsync(actor));
        _mayReadCases = actor.May(Permissions.CasesRead);
        _slow = await Opening.ReadAsync("slow", () => SlowAsync(actor, item));
    }

    /// <summary>Twelve months up to the month of the item's latest case, or to today when there is none.</summary>
    private async Task<MetricPeriod> PeriodAsync(Actor actor, ServiceItem item)
    {
        var filter = new RecordFilter(RecordStream.Cases) { ItemId = item.Id, To = Time.Today };
        var latest = await Search.PageAsync(actor, filter, RecordOrder.Default, after: null, 1);
        var last = latest is [var found] ? Days.MonthEnd(found.Record.AcceptedDay) : Time.Today;
        return new(Days.MonthStart(last).AddMonths(-11), last < Time.Today ? last : Time.Today);
    }

    /// <summary>Of the highest unit whose figures the actor may read.</summary>
    private async Task<FigureSet?> FiguresAsync(Actor actor)
    {
        var scope = actor.ScopeFor(Permissions.MetricsRead);
        if (scope.TopsAt(_reference!.Units, Time.Today) is not [var top, ..])
            return null;
        var query = new MetricQuery
        {
            UnitId = top.Id,
            Period = _period,
            By = MetricBy.Item,
        };
        return (await Metrics.ReadAsync(scope, query)).FirstOrDefault(row => row.Key == Code)?.Figures;
    }

    private async Task<IReadOnlyList<FoundRecord>> SlowAsync(Actor actor, ServiceItem item)
    {
        var filter = new RecordFilter(RecordStream.Cases)
        {
            ItemId = item.Id,
            From = _period.From,
            To = _period.To,
            Measure = RecordMeasure.Timed,
        };
        return await Search.PageAsync(actor, filter, s_slowest, after: null, MostSlow);
    }

    private string UnitName(ServiceItemVersion version) =>
        _reference!.Units.Find(version.UnitId) is null ? MetricsFormat.Missing : _reference.Units.NameAt(version.UnitId, Time.Today);

    private string Limit(int? limit, LimitUnit unit) => limit is { } amount ? Record[$"amount.{unit}", amount] : MetricsFormat.Missing;

    private static string UrlName(MetricName metric) => JsonNamingPolicy.CamelCase.ConvertName(metric.ToString());
}
