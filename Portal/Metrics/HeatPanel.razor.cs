using System.Globalization;
using Microsoft.AspNetCore.Components;
using Portal.Domain.Metrics;
using Portal.Domain.Organisation;
using Portal.Live;

namespace Portal.Metrics;

/// <summary>Units by months: the deeper the colour the higher the figure; a missing one is a dash.</summary>
public sealed partial class HeatPanel
{
    private IReadOnlyList<UnitFigures> _rows = [];
    private decimal _low;
    private decimal _span;

    [Parameter, EditorRequired] public required MetricName Metric { get; set; }

    [Parameter, EditorRequired] public required LiveView View { get; set; }

    [Parameter, EditorRequired] public required LiveSnapshot Snapshot { get; set; }

    [Parameter, EditorRequired] public required MetricPhrases Phrases { get; set; }

    [Parameter] public string Class { get; set; } = "";

    private UnitGroup Shown => Snapshot.Groups.FirstOrDefault(g => g.Kind == View.Address.Group && HasRecords(g))
        ?? Snapshot.Groups.FirstOrDefault(HasRecords)
        ?? Snapshot.Groups.FirstOrDefault()
        ?? new UnitGroup(UnitKind.Community, []);

    private string Question => Shown.Units.Count == 0
        ? Text["heat.units", Phrases.Name(Metric)]
        : Text["heat.question", Phrases.Name(Metric), Text[$"kind.{Shown.Kind}"]];

    // No units below, units without a record, or records the metric does not speak of.
    private string Nothing => Snapshot.Groups.Sum(g => g.Units.Count) == 0 ? "rank.empty"
        : Snapshot.Groups.SelectMany(g => g.Units).Any(u => u.Months.Count > 0) ? "rank.notApplicable"
        : "rank.unrecorded";

    private IReadOnlyList<DateOnly> Months => Snapshot.HeatMonths;

    protected override void OnParametersSet()
    {
        _rows = [.. Shown.Units.Where(u => u.Months.Values.Any(HasValue))];
        var known = _rows.SelectMany(u => u.Months.Values).Select(f => MetricFormulas.Of(Metric, f).Value).OfType<decimal>().ToList();
        _low = known.Count == 0 ? 0 : known.Min();
        _span = known.Count == 0 ? 0 : known.Max() - _low;
    }

    private ReportTable ToTable() => new PanelTables(Text, Phrases, View.Key).Heat(Question, Metric, _rows, Months);

    private bool HasRecords(UnitGroup group) => group.Units.Any(u => u.Months.Values.Any(HasValue));

    private bool HasValue(FigureSet figures) => MetricFormulas.Of(Metric, figures).Value is not null;

    // From 6 to 46 per cent of the metric's colour: text stays readable on all of it.
    private string Depth(decimal? value) => value is { } known
        ? string.Create(CultureInfo.InvariantCulture, $"{6 + (_span == 0 ? 20 : 40 * (known - _low) / _span):0}%")
        : "0%";

    // Cells have room for the number alone; the sign is in the title.
    private string Short(decimal? value) => Phrases.Format.Value(Metric, value).TrimEnd('%');

    private string Title(UnitFigures unit, DateOnly month, MetricValue value) =>
        $"{unit.Name} {Phrases.Format.Month(month)}: {Phrases.Format.Value(Metric, value.Value)} {Phrases.Format.Parts(Metric, value)}";
}
