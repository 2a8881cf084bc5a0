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
    private string? _shown;

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

    /// <summary>What the figures are of; null when the reader may not open the records.</summary>
    private RecordsAddress? Number =>
        _mayReadCases && _unit is { } unit
            ? new()
            {
                Item = Code,
                Unit = unit.Code,
                From = _period.From,
                To = _period.To,
                Structure = RecordStructure.Then,
            }
            : null;

    private MetricPhrases Phrases => new(Metric, RecordStream.Cases);

    private RecordFormatter Format => _format!;

    protected override async Task OnParametersSetAsync()
    {
        var code = Code;
        if (code != _shown)
            (_shown, _item, _name, _isRead) = (code, null, null, false);
        var actor = await Actors.GetAsync();
        var reference = await Opening.ReadAsync("reference", () => References.GetAsync());
        var item = actor.May(Permissions.ItemsRead) ? reference.Items.Find(code) : null;
        var period = item is null ? default : await Opening.ReadAsync("period", () => PeriodAsync(actor, item));
        var top = actor.ScopeFor(Permissions.MetricsRead).TopsAt(reference.Units, Time.Today).FirstOrDefault();
        var figures =
            item is null || top is null ? null : await Opening.ReadAsync("figures", () => FiguresAsync(actor, item, top.Id, period));
        var slow = item is null ? [] : await Opening.ReadAsync("slow", () => SlowAsync(actor, item, period));
        if (code != Code)
            return; // another item was opened meanwhile
        (_item, _reference, _period, _figures, _slow, _isRead) = (item, reference, period, figures, slow, true);
        (_mayReadList, _mayReadCases) = (actor.May(RecordPermissions.Read(List.Stream)), actor.May(Permissions.CasesRead));
        _name = item is null ? null : reference.Items.NameAt(item.Id, Time.Today);
        _unit = top is null ? null : (top.Code, reference.Units.NameAt(top.Id, Time.Today));
        _format = new(reference, Time, Record, Metric);
    }

    /// <summary>Twelve months up to the month of the item's latest case, or to today when there is none.</summary>
    private async Task<MetricPeriod> PeriodAsync(Actor actor, ServiceItem item)
    {
        var filter = new RecordFilter(RecordStream.Cases) { ItemId = item.Id, To = Time.Today };
        var latest = await Search.PageAsync(actor, filter, RecordOrder.Default, after: null, 1);
        var last = latest is [var found] ? Days.MonthEnd(found.Record.AcceptedDay) : Time.Today;
        return new(Days.MonthStart(last).AddMonths(-11), last < Time.Today ? last : Time.Today);
    }

    private async Task<FigureSet?> FiguresAsync(Actor actor, ServiceItem item, int unitId, MetricPeriod period)
    {
        var query = new MetricQuery
        {
            UnitId = unitId,
            Period = period,
            By = MetricBy.Item,
        };
        var rows = await Metrics.ReadAsync(actor.ScopeFor(Permissions.MetricsRead), query);
        return rows.FirstOrDefault(row => row.Key == item.Code)?.Figures;
    }

    private async Task<IReadOnlyList<FoundRecord>> SlowAsync(Actor actor, ServiceItem item, MetricPeriod period)
    {
        var filter = new RecordFilter(RecordStream.Cases)
        {
            ItemId = item.Id,
            From = period.From,
            To = period.To,
            Measure = RecordMeasure.Timed,
        };
        return await Search.PageAsync(actor, filter, s_slowest, after: null, MostSlow);
    }

    private string UnitName(ServiceItemVersion version) =>
        _reference!.Units.Find(version.UnitId) is null ? MetricsFormat.Missing : _reference.Units.NameAt(version.UnitId, Time.Today);

    private string Limit(int? limit, LimitUnit unit) => limit is { } amount ? Record[$"amount.{unit}", amount] : MetricsFormat.Missing;

    private static string UrlName(MetricName metric) => JsonNamingPolicy.CamelCase.ConvertName(metric.ToString());
}
