using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Portal.Access;
using Portal.Circuits;
using Portal.Domain.Access;
using Portal.Domain.Catalogue;
using Portal.Domain.Figures.Forms;
using Portal.Domain.Figures.Sources;
using Portal.Domain.Metrics.Contents;
using Portal.Domain.Metrics.Formulas;
using Portal.Domain.Metrics.Reported;
using Portal.Domain.Records.Lists;
using Portal.Domain.Shared;
using Portal.Metrics;
using Portal.Navigation;
using Portal.Records.Parts;

namespace Portal.Figures.Reconciliation;

/// <summary>
/// Compares reported with counted figures, unit by unit: the unit explains a difference, and the office decides which of the two counts.
/// </summary>
public sealed partial class ReconciliationPage
{
    private ReconciliationAddress _address = new();
    private DateOnly _month;
    private IReadOnlyList<ReconciledMonth>? _rows;
    private bool _isPartial;
    private bool _isUnknown;

    // The units below a large unit that have units below themselves.
    private IReadOnlyList<(string Code, string Name)> _below = [];
    private (bool Good, string Text)? _said;
    private ReconciledMonth? _explained;
    private string _text = "";
    private bool _mayExplain;
    private bool _mayDecide;

    [Inject]
    private PrerenderHandover Opening { get; set; } = null!;

    [Inject]
    private ReportReconciliation Reconciliation { get; set; } = null!;

    [Inject]
    private SourcesOfRecord Sources { get; set; } = null!;

    [Inject]
    private IFigureReferences Figures { get; set; } = null!;

    [Inject]
    private IReferenceReader References { get; set; } = null!;

    [Inject]
    private CurrentActor Actors { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private DistrictTime Time { get; set; } = null!;

    [Inject]
    private IStringLocalizer<MetricsText> Texts { get; set; } = null!;

    private string MonthName => MetricsFormat.For(_address.Stream).Period(new(_month, Days.MonthEnd(_month)));

    private DateOnly LastEnded => Days.MonthStart(Time.Today).AddMonths(-1);

    private IReadOnlyList<ReconciledMonth> Shown => _address.OnlyLarge ? [.. _rows!.Where(r => r.NeedsNote)] : _rows!;

    // Named so that a change of the query alone is a change of the page.
    [SupplyParameterFromQuery(Name = "unit")]
    public string? UnitCode { get; set; }

    [SupplyParameterFromQuery(Name = "month")]
    public string? MonthText { get; set; }

    [SupplyParameterFromQuery(Name = "stream")]
    public string? StreamWord { get; set; }

    [SupplyParameterFromQuery(Name = "large")]
    public string? LargeMark { get; set; }

    protected override Task OnParametersSetAsync()
    {
        (_said, _explained) = (null, null);
        return ReadAsync();
    }

    private async Task ReadAsync()
    {
        _address = ReconciliationAddress.Parse(Navigation.Uri);
        // Shown while the page reads its data; nearly always it is this one.
        _month = _address.Month ?? LastEnded;
        var actor = await Actors.GetAsync();
        (_mayExplain, _mayDecide) = (actor.May(Permissions.FiguresWrite), actor.May(Permissions.FormsManage));
        _month = _address.Month ?? await Opening.ReadAsync("month", LastOwedAsync);
        var units = await Opening.ReadAsync("units", async () => (await References.GetAsync()).Units);
        var scope = actor.ScopeFor(Permissions.FiguresRead);
        var top = _address.Unit is { } code ? units.Find(code)?.Id : scope.TopsAt(units, Time.Today).FirstOrDefault()?.Id;
        if (top is { } asked && !scope.Contains(units, asked, Time.Today))
            top = null;
        (_isUnknown, _isPartial) = (
            _address.Unit is not null && top is null,
            top is { } large && ReportReconciliation.IsLarge(units, large, _month)
        );
        _below = _isPartial
            ?
            [
                .. units
                    .ChildrenAt(top!.Value, _month)
                    .Where(u => units.EverChildren(u.Id).Count > 0)
                    .Select(u => (u.Code, units.NameAt(u.Id, _month))),
            ]
            : [];
        _rows = top is { } unit
            ? await Opening.ReadAsync("rows", () => Reconciliation.ReadAsync(actor, unit, _address.Stream, _month))
            : [];
    }

    /// <summary>The last month that has ended, or the last for which the stream's forms are still owed.</summary>
    private async Task<DateOnly> LastOwedAsync()
    {
        var last = (await Figures.GetAsync())
            .Forms.Where(f => f.Stream == _address.Stream)
            .Select(f => f.LastMonth ?? LastEnded)
            .DefaultIfEmpty(LastEnded)
            .Max();
        return last < LastEnded ? last : LastEnded;
    }

    private static FigureSource Other(ReconciledMonth row) =>
        row.Source == FigureSource.Records ? FigureSource.Reported : FigureSource.Records;

    private string SheetUri(ReconciledMonth row) =>
        $"{PortalUrls.Figures}/{row.Form}/{Uri.EscapeDataString(row.UnitCode)}/{Days.ToMonthText(_month)}";

    // The unit's own records, whether or not they count.
    private string? RecordsUri(ReconciledMonth row, MetricName metric) =>
        FigureLinks.Of(
            new()
            {
                Stream = _address.Stream,
                Unit = row.UnitCode,
                Own = true,
                Structure = RecordStructure.Then,
                From = _month,
                To = Days.MonthEnd(_month),
            },
            MetricContents.Numerator(metric),
            mayHoldSheets: false
        );

    private string SourceOf(ReconciledMonth row) => $"{Texts[$"reconcile.source.{row.Source}"]} {Texts[StateOf(row)]}";

    private static string StateOf(ReconciledMonth row) =>
        row.Reported is null ? "reconcile.state.none"
        : row.Approved ? "reconcile.state.approved"
        : "reconcile.state.provisional";

    private static long? Amount(Measures? measures, Func<Measures, long> of) => measures is { } known ? of(known) : null;

    private static string Number(Measures? measures, Func<Measures, long> of) =>
        measures is { } known ? of(known).ToString("N0", CultureInfo.CurrentCulture) : MetricsFormat.Missing;

    private static bool IsLarge(ReconciledMonth row, Func<Measures, long> of) =>
        row is { Reported: { } reported, Counted: { } counted } && ReconciledMonth.IsLarge(of(reported), of(counted));

    private static string Difference(ReconciledMonth row, Func<Measures, long> of) =>
        row is { Reported: { } reported, Counted: { } counted }
            ? (of(reported) - of(counted)).ToString("+#,0;−#,0;0", CultureInfo.CurrentCulture)
            : "";

    private ReportTable ToTable() =>
        new(
            "reconciliation",
            $"{Texts["reconcile.title"]} {MonthName}",
            [
                new("unit", Texts["reconcile.unit"], ReportColumnKind.Text),
                .. ReconciledMonth.Compared.SelectMany(c =>
                    new[] { "reported", "counted", "difference" }.Select(side => new ReportColumn(
                        $"{c.Name}.{side}",
                        $"{Texts[$"reconcile.measure.{c.Name}"]} {Texts[$"reconcile.{side}"]}",
                        ReportColumnKind.Number
                    ))
                ),
                new("source", Texts["reconcile.source"], ReportColumnKind.Text),
                new("note", Texts["reconcile.note"], ReportColumnKind.Text),
            ],
            [
                .. Shown.Select(r => new ReportRow(
                    r.UnitCode,
                    [
                        ReportCell.Of(r.UnitName),
                        .. ReconciledMonth.Compared.SelectMany(c => Cells(r, c.Of)),
                        ReportCell.Of(Texts[$"reconcile.source.{r.Source}"]),
                        ReportCell.Of(r.Note?.Text ?? ""),
                    ]
                )),
            ]
        );

    private static IEnumerable<ReportCell> Cells(ReconciledMonth row, Func<Measures, long> of)
    {
        decimal? reported = row.Reported is { } sheet ? of(sheet) : null;
        decimal? counted = row.Counted is { } records ? of(records) : null;
        return
        [
            row.Reported is null ? ReportCell.NotProvided : ReportCell.Of(reported),
            ReportCell.Of(counted),
            ReportCell.Of(reported - counted),
        ];
    }

    private void Explain(ReconciledMonth row) => (_explained, _text, _said) = (row, row.Note?.Text ?? "", null);

    private async Task ExplainAsync()
    {
        if (_explained is not { } row)
            return;
        var actor = await Actors.GetAsync();
        var done =
            actor.May(Permissions.FiguresWrite) && await Reconciliation.ExplainAsync(actor, row.UnitId, _address.Stream, _month, _text);
        _said = done ? null : (false, Texts["reconcile.note.failed", ReconciliationNote.TextLength]);
        if (done)
            _explained = null;
        await ReadAsync();
    }

    private async Task SwitchAsync(ReconciledMonth row)
    {
        var actor = await Actors.GetAsync();
        var source = Other(row);
        var done = actor.May(Permissions.FormsManage) && await Sources.SetAsync(actor, row.UnitCode, _address.Stream, _month, source);
        _said = done
            ? (true, Texts["reconcile.switch.done", row.UnitName, MonthName, Texts[$"reconcile.source.{source}"]])
            : (false, Texts["reconcile.switch.failed"]);
        await ReadAsync();
    }
}
