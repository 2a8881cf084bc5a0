using System.Globalization;
using Microsoft.Extensions.Localization;
using Portal.Domain.Metrics.Formulas;
using Portal.Domain.Organisation;
using Portal.Domain.Shared;
using Portal.Live.Snapshots;
using Portal.Live.Views;
using Portal.Metrics;

namespace Portal.Live.Comparison;

/// <summary>The formatted rows of the heat map.</summary>
public sealed class HeatRows
{
    private readonly MetricName _metric;
    private readonly LiveView _view;
    private readonly MetricPhrases _phrases;
    private readonly IReadOnlyList<DateOnly> _months;
    private readonly HeatCell _empty;
    private readonly UnitFigures? _own;
    private readonly LiveLinks _links;
    private readonly decimal _low;
    private readonly decimal _span;

    public HeatRows(MetricName metric, LiveView view, LiveSnapshot snapshot, MetricPhrases phrases, IStringLocalizer<MetricsText> text)
    {
        (_metric, _view, _phrases, _months) = (metric, view, phrases, snapshot.HeatMonths);
        _links = new(view, snapshot);
        _empty = new("none", "--depth: 0%", null, text["missing.records"], MetricsFormat.Missing);
        var shown = GroupShown(snapshot);
        _own = snapshot.Own is { } own && shown.Units.Count > 0 ? own with { Name = phrases.OwnName(own.Name) } : null;
        Units = [.. shown.Units.Concat(_own is { } last ? [last] : []).Where(u => u.Months.Values.Any(HasValue))];
        var known = Units.SelectMany(u => u.Months.Values).Select(f => MetricFormulas.Of(metric, f).Value).OfType<decimal>().ToList();
        _low = known.Count == 0 ? 0 : known.Min();
        _span = known.Count == 0 ? 0 : known.Max() - _low;
        Question =
            shown.Units.Count == 0
                ? text["heat.units", phrases.Name(metric)]
                : text["heat.question", phrases.Name(metric), text[$"kind.{shown.Kind}"]];
        Nothing = Units.Count == 0 ? text[EmptyReason(snapshot)].Value : null;
        Colour = $"--colour: var({MetricTraits.Of(metric).Colour})";
        Months =
        [
            .. _months.Select(month => new HeatMonth(
                phrases.Format.ShortMonth(month),
                phrases.Format.Month(month),
                (view.Address with { Period = new(month, Days.MonthEnd(month)) }).ToUri()
            )),
        ];
        Rows = [.. Units.Select(Row)];
    }

    /// <summary>The units with a value, and at the end what the view's unit holds itself.</summary>
    internal IReadOnlyList<UnitFigures> Units { get; }

    public string Question { get; }

    /// <summary>The reason why the heat map is empty; null when it is not.</summary>
    public string? Nothing { get; }

    public string Colour { get; }

    public IReadOnlyList<HeatMonth> Months { get; }

    public IReadOnlyList<HeatRow> Rows { get; }

    private UnitGroup GroupShown(LiveSnapshot snapshot) =>
        snapshot.Groups.FirstOrDefault(g => g.Kind == _view.Address.Group && HasRecords(g))
        ?? snapshot.Groups.FirstOrDefault(HasRecords)
        ?? snapshot.Groups.FirstOrDefault()
        ?? new UnitGroup(UnitKind.Community, []);

    // No child units, units without a record, or records to which the metric does not apply.
    private static string EmptyReason(LiveSnapshot snapshot) =>
        snapshot.Groups.Sum(g => g.Units.Count) == 0 ? "rank.empty"
        : snapshot.Groups.SelectMany(g => g.Units).Any(u => u.Months.Count > 0) ? "rank.notApplicable"
        : "rank.unrecorded";

    private bool HasRecords(UnitGroup group) => group.Units.Any(u => u.Months.Values.Any(HasValue));

    private bool HasValue(FigureSet figures) => MetricFormulas.Of(_metric, figures).Value is not null;

    private HeatRow Row(UnitFigures unit) =>
        new(
            unit.Code,
            unit.Name,
            unit == _own ? null : (_view.Address with { Unit = unit.Code, Group = null }).ToUri(),
            [.. _months.Select(month => Cell(unit, month))]
        );

    private HeatCell Cell(UnitFigures unit, DateOnly month)
    {
        if (unit.Months.GetValueOrDefault(month) is not { } figures)
            return _empty;
        var value = MetricFormulas.Of(_metric, figures);
        return new(
            value.Value is null ? "none" : null,
            $"--depth: {Depth(value.Value)}",
            value.Value is null ? null : Open(unit, month),
            Title(unit, month, value),
            Short(value.Value)
        );
    }

    // A metric that counts no records opens the same view of the unit and month.
    private string Open(UnitFigures unit, DateOnly month) =>
        _links.Numerator(_links.Of(unit, unit == _own, month), _metric)
        ?? (_view.Address with { Unit = unit.Code, Group = null, Period = new(month, Days.MonthEnd(month)) }).ToUri();

    // From 6 to 46 per cent of the metric's colour: text stays readable on all of it.
    private string Depth(decimal? value) =>
        value is { } known
            ? string.Create(CultureInfo.InvariantCulture, $"{6 + (_span == 0 ? 20 : 40 * (known - _low) / _span):0}%")
            : "0%";

    // A cell has room only for the number; the title has the per cent sign.
    private string Short(decimal? value) => _phrases.Format.Value(_metric, value).TrimEnd('%');

    private string Title(UnitFigures unit, DateOnly month, MetricValue value) =>
        $"{unit.Name} {_phrases.Format.Month(month)}: "
        + $"{_phrases.Format.Value(_metric, value.Value)} {_phrases.Format.Parts(_metric, value)}";
}

/// <param name="Name">Without its year.</param>
/// <param name="Link">The same view of the month.</param>
public sealed record HeatMonth(string Name, string Title, string Link);

/// <param name="Link">The view of the unit; null for what the view's unit holds itself, which is no unit below it.</param>
public sealed record HeatRow(string Code, string Name, string? Link, IReadOnlyList<HeatCell> Cells);

/// <param name="Link">Null when there is no record.</param>
public sealed record HeatCell(string? Class, string Depth, string? Link, string Title, string Text);
