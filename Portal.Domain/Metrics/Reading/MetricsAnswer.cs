using System.Runtime.InteropServices;
using System.Text.Json;
using Portal.Domain.Catalogue;
using Portal.Domain.Metrics.Cells;
using Portal.Domain.Metrics.Formulas;
using Portal.Domain.Records;
using Portal.Domain.Shared;

namespace Portal.Domain.Metrics.Reading;

/// <summary>
/// Answers one query in two steps: <see cref="Needs"/> lists the cells to load, <see cref="Rows"/> computes the rows from them.
/// </summary>
/// <remarks>Does not know where cells are stored, so that stored cells and cells as of an instant are read in the same way.</remarks>
internal sealed class MetricsAnswer
{
    private readonly MetricQuery _query;
    private readonly ReferenceData _reference;
    private readonly DateOnly _today;
    private readonly DateOnly _lastDay;
    private readonly UnitSlices _slices;
    private readonly List<SumStep> _sums;
    private readonly List<SumStep> _before;

    public MetricsAnswer(MetricQuery query, ReferenceData reference, DateOnly today)
    {
        (_query, _reference, _today) = (query, reference, today);
        _lastDay = query.Period.To < today ? query.Period.To : today;
        _slices = new(reference.Units, today);
        _sums = [.. SumsOfPeriod()];
        _before = HasBacklog ? [.. SumsBeforePeriod()] : [];
        Needs = new([.. _sums.Concat(_before).Select(s => s.Selection)], query.By == MetricBy.None ? [LastOverdue, FirstAppeal] : []);
    }

    /// <summary>The cells that the answer needs.</summary>
    public CellNeeds Needs { get; }

    /// <summary>A selection of cells to sum, and by unit of these cells the units of the answer that they are added to.</summary>
    private sealed record SumStep(CellSelection Selection, ILookup<int, UnitSlice> Slices);

    /// <summary>A row of the answer: a unit and the number of a month, day, item, channel or department (0 without a breakdown).</summary>
    private readonly record struct Part(int UnitId, int Key);

    /// <summary>The measures of a part's cohort, and its counts by acceptance and by closing.</summary>
    /// <remarks>A class, not a struct: a dictionary of a few hundred structs of this size would be on the large object heap.</remarks>
    private sealed class PartSum
    {
        public static readonly PartSum None = new();

        private Measures _cohort;

        public ref readonly Measures Cohort => ref _cohort;

        public RecordCounts Accepted { get; private set; }

        public RecordCounts Closed { get; private set; }

        public bool IsZero => _cohort.IsZero && Accepted.IsZero && Closed.IsZero;

        /// <summary>The change of the backlog during the part.</summary>
        public long BacklogChange => Accepted.Accepted - Closed.Accepted;

        public void Add(CellBasis basis, CellBasis cohort, in Measures measures)
        {
            if (basis == cohort)
                Measures.AddTo(ref _cohort, measures);
            if (basis == CellBasis.Closed)
                Closed += measures.Counts;
            else
                Accepted += measures.Counts;
        }
    }

    private CellBasis Cohort => _query.Basis == MetricBasis.Closed ? CellBasis.Closed : CellBasis.Accepted;

    private CellDimension Dimension =>
        _query.By switch
        {
            MetricBy.Item => CellDimension.Item,
            MetricBy.Department => CellDimension.Department,
            MetricBy.Channel => CellDimension.Channel,
            MetricBy.None or MetricBy.Unit or MetricBy.Month or MetricBy.Day => TotalDimension,
        };

    // Totals of a channel are stored in the channel dimension under the channel's key, all others in the total dimension under 0.
    private CellDimension TotalDimension => _query.Channel is null ? CellDimension.Total : CellDimension.Channel;

    private int? KeyFilter => _query.Channel is { } channel ? (int)channel : null;

    /// <summary>Breakdowns by item, channel and department have no backlog.</summary>
    private bool HasBacklog => _query.By is not (MetricBy.Item or MetricBy.Channel or MetricBy.Department);

    private EdgeSelection LastOverdue => new(RecordStream.Appeals, CellBasis.FellOverdue, _query.UnitId, _lastDay, Last: true);

    private EdgeSelection FirstAppeal => new(RecordStream.Appeals, CellBasis.Accepted, _query.UnitId, _lastDay, Last: false);

    /// <param name="cells">Those of <see cref="Needs"/>, at least.</param>
    public IReadOnlyList<MetricRow> Rows(ICells cells)
    {
        var sums = Sum(cells);
        // A month that was reported as a whole has no days of its own.
        var parts = sums.Where(s => !s.Value.IsZero && !(_query.By == MetricBy.Day && PeriodRanges.IsWholeMonth(s.Key.Key)))
            .Select(s => s.Key)
            .ToList();
        if (_query.By == MetricBy.None && parts.Count == 0)
            parts.Add(new(_query.UnitId, 0));

        var before = HasBacklog ? OpenBefore(cells) : [];
        // A unit whose records are all older has a row for its backlog alone, so that backlogs add up too.
        if (_query is { By: MetricBy.Unit, Monthly: false })
            parts.AddRange(before.Where(b => b.Value != 0).Select(b => new Part(b.Key, 0)).Except(parts).ToList());
        var backlog = HasBacklog ? Backlog(before, parts, sums) : [];
        var zeroOverdue = _query.By == MetricBy.None ? ZeroOverdueDays(cells) : null;
        return
        [
            .. parts
                .Select(part =>
                    Row(
                        part,
                        sums.GetValueOrDefault(part, PartSum.None),
                        backlog.TryGetValue(part, out var open) ? open : null,
                        zeroOverdue
                    )
                )
                .OrderBy(row => row.Key, StringComparer.Ordinal)
                .ThenBy(row => row.Month),
        ];
    }

    private IEnumerable<UnitSlice> Slices(MetricPeriod period) =>
        _query.By == MetricBy.Unit
            ? _slices.OfRows(_query.UnitId, period, _query.Structure)
            : _slices.Of(_query.UnitId, period, _query.Structure);

    private IEnumerable<SumStep> SumsOfPeriod()
    {
        foreach (var together in Slices(_query.Period).GroupBy(s => s.Period))
        {
            var ranges = Ranges(together.Key).ToList();
            var own = Dimension is CellDimension.Item or CellDimension.Department
                ? ranges.FindAll(range => PeriodRanges.IsDay(range.First))
                : [];
            foreach (var (first, last) in own)
            {
                foreach (var step in Own(new(Days.FromNumber(first), PeriodRanges.DayOf(last))))
                    yield return step;
            }
            if (ranges.Count > own.Count)
                yield return Summed(together, new([.. ranges.Except(own).OrderBy(range => range.First)]));
        }
    }

    /// <summary>
    /// Cells of one day by item or department are stored per unit without the units below, so all units below are selected.
    /// </summary>
    private IEnumerable<SumStep> Own(MetricPeriod days) =>
        _slices
            .OfOwn(_query.UnitId, days, _query.Structure)
            .GroupBy(s => s.Period)
            .Select(together => Summed(together, new(Days.ToNumber(together.Key.From), PeriodRanges.Through(together.Key.To))));

    private SumStep Summed(IEnumerable<UnitSlice> slices, CellSpans spans)
    {
        var byUnit = slices.ToLookup(s => s.UnitId);
        return new(new(Dimension, _query.Stream, [.. byUnit.Select(g => g.Key)], spans, KeyFilter, Grouping, (CellBases)Cohort), byUnit);
    }

    /// <summary>All cells before the period, from which the backlog at its beginning is computed.</summary>
    private IEnumerable<SumStep> SumsBeforePeriod()
    {
        if (_query.Period.From <= PeriodRanges.Beginning)
            yield break;
        foreach (var together in Slices(new(PeriodRanges.Beginning, _query.Period.From.AddDays(-1))).GroupBy(s => s.Period))
        {
            var byUnit = together.ToLookup(s => s.UnitId);
            var units = byUnit.Select(g => g.Key).ToList();
            var spans = new CellSpans([.. PeriodRanges.Of(together.Key).OrderBy(range => range.First)]);
            yield return new(new(TotalDimension, _query.Stream, units, spans, KeyFilter, CellGrouping.None, CellBases.None), byUnit);
        }
    }

    private Dictionary<Part, PartSum> Sum(ICells cells)
    {
        var sums = new Dictionary<Part, PartSum>();
        foreach (var step in _sums)
        {
            foreach (var sum in cells.Sum(step.Selection))
            {
                foreach (var slice in step.Slices[sum.UnitId])
                {
                    ref var part = ref CollectionsMarshal.GetValueRefOrAddDefault(sums, new Part(slice.Target, KeyOf(sum)), out _);
                    (part ??= new()).Add(sum.Basis, Cohort, slice.Sign == 1 ? sum.Measures : sum.Measures * slice.Sign);
                }
            }
        }
        return sums;
    }

    private IEnumerable<(int First, int Last)> Ranges(MetricPeriod period)
    {
        if (_query.By == MetricBy.Day)
            return [PeriodRanges.OfSingleDays(period)];
        // No record is accepted after today, so the current month or quarter is read as a whole.
        var runs = period.To >= _today;
        if (Dimension != CellDimension.Item)
            return PeriodRanges.Of(runs ? new(period.From, Days.MonthEnd(period.To)) : period);
        // A page compares years by item, and there are many items: quarters reduce the number of cells read.
        return PeriodRanges.WithQuarters(PeriodRanges.Of(runs ? new(period.From, PeriodRanges.QuarterEnd(period.To)) : period));
    }

    private CellGrouping Grouping =>
        _query.By switch
        {
            MetricBy.Month or MetricBy.Day => CellGrouping.Period,
            MetricBy.Unit when _query.Monthly => CellGrouping.Period,
            MetricBy.Item or MetricBy.Channel or MetricBy.Department => CellGrouping.Key,
            MetricBy.None or MetricBy.Unit => CellGrouping.None,
        };

    private int KeyOf(CellSum sum) => _query.By is MetricBy.Month || _query.Monthly ? PeriodRanges.MonthOf(sum.Part) : sum.Part;

    /// <summary>Accepted so far − closed so far at the end of each part.</summary>
    private static Dictionary<Part, long?> Backlog(Dictionary<int, long> before, List<Part> parts, Dictionary<Part, PartSum> sums)
    {
        var open = new Dictionary<Part, long?>();
        foreach (var unit in parts.GroupBy(p => p.UnitId))
        {
            var running = before.GetValueOrDefault(unit.Key);
            foreach (var part in unit.OrderBy(p => p.Key))
                open[part] = running += sums.GetValueOrDefault(part, PartSum.None).BacklogChange;
        }
        return open;
    }

    private Dictionary<int, long> OpenBefore(ICells cells)
    {
        var open = new Dictionary<int, long>();
        foreach (var step in _before)
        {
            foreach (var sum in cells.Sum(step.Selection))
            {
                var left = sum.Basis == CellBasis.Closed ? -sum.Measures.Accepted : sum.Measures.Accepted;
                foreach (var slice in step.Slices[sum.UnitId])
                    CollectionsMarshal.GetValueRefOrAddDefault(open, slice.Target, out _) += left * slice.Sign;
            }
        }
        return open;
    }

    private int? ZeroOverdueDays(ICells cells)
    {
        if (cells.EdgeDay(LastOverdue) is { } last)
            return _lastDay.DayNumber - last.DayNumber;
        return cells.EdgeDay(FirstAppeal) is { } first ? _lastDay.DayNumber - first.DayNumber + 1 : null;
    }

    private MetricRow Row(Part part, PartSum sum, long? backlog, int? zeroOverdue)
    {
        var unitId = _query.By == MetricBy.Unit ? part.UnitId : _query.UnitId;
        var (key, keyName) = Describe(part);
        var figures = new FigureSet
        {
            Cohort = sum.Cohort,
            Accepted = sum.Accepted,
            ClosedInPeriod = sum.Closed,
            Backlog = backlog,
            ZeroOverdueDays = zeroOverdue,
        };
        return new(
            unitId,
            _reference.Units.Find(unitId)!.Code,
            _reference.Units.NameAt(unitId, _lastDay),
            key,
            keyName,
            WithCatalogue(part, figures)
        )
        {
            Month = _query.Monthly ? Days.FromMonthNumber(part.Key) : null,
            IsOwn = IsOwn(part),
        };
    }

    /// <summary>The row of what the unit asked for holds itself, beside those of its children.</summary>
    private bool IsOwn(Part part) => _query.By == MetricBy.Unit && part.UnitId == _query.UnitId;

    private FigureSet WithCatalogue(Part part, FigureSet figures)
    {
        var catalogue = new CatalogueFigures(_reference, DayOf(part));
        var promised = _query.By switch
        {
            MetricBy.Channel => null,
            MetricBy.Item => catalogue.PromisedOfItem(part.Key),
            MetricBy.Department => catalogue.PromisedOfDepartment(part.Key),
            MetricBy.Unit when IsOwn(part) => catalogue.PromisedOfDepartment(part.UnitId),
            MetricBy.Unit => catalogue.PromisedOfUnit(part.UnitId),
            MetricBy.None or MetricBy.Month or MetricBy.Day => catalogue.PromisedOfUnit(_query.UnitId),
        };
        figures = figures with { PromisedMinutes = promised?.Promised, PromisedStatutoryMinutes = promised?.Statutory };
        return _query.By is MetricBy.None or MetricBy.Unit && !_query.Monthly
            ? figures with
            {
                Stationed = IsOwn(part) ? catalogue.OwnStationed(part.UnitId) : catalogue.Stationed(part.UnitId),
                Compliance = IsOwn(part) ? catalogue.OwnCompliance(part.UnitId) : catalogue.Compliance(part.UnitId),
            }
            : figures;
    }

    /// <summary>The day whose catalogue applies to the part: its last day, at most the last of the period.</summary>
    private DateOnly DayOf(Part part)
    {
        var last = _query.By switch
        {
            MetricBy.Day => Days.FromNumber(part.Key),
            MetricBy.Month => Days.MonthEnd(Days.FromMonthNumber(part.Key)),
            MetricBy.Unit when _query.Monthly => Days.MonthEnd(Days.FromMonthNumber(part.Key)),
            MetricBy.None or MetricBy.Unit or MetricBy.Item or MetricBy.Channel or MetricBy.Department => _query.Period.To,
        };
        return last < _query.Period.To ? last : _query.Period.To;
    }

    private (string Key, string Name) Describe(Part part) =>
        _query.By switch
        {
            MetricBy.Unit => OfUnit(part.UnitId),
            MetricBy.Month => Same(Days.ToMonthText(Days.FromMonthNumber(part.Key))),
            MetricBy.Day => Same(Days.ToText(Days.FromNumber(part.Key))),
            MetricBy.Channel when part.Key != 0 => Same(JsonNamingPolicy.CamelCase.ConvertName(((Channel)part.Key).ToString())),
            MetricBy.Item when part.Key != 0 => (_reference.Items.Find(part.Key)!.Code, _reference.Items.NameAt(part.Key, _lastDay)),
            MetricBy.Department when part.Key != 0 => OfUnit(part.Key),
            MetricBy.None or MetricBy.Channel or MetricBy.Item or MetricBy.Department => ("", ""),
        };

    private (string, string) OfUnit(int unitId) => (_reference.Units.Find(unitId)!.Code, _reference.Units.NameAt(unitId, _lastDay));

    private static (string, string) Same(string text) => (text, text);
}
