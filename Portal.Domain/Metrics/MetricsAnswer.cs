using System.Runtime.InteropServices;
using System.Text.Json;
using Portal.Domain.Catalogue;
using Portal.Domain.Records;
using Portal.Domain.Shared;

namespace Portal.Domain.Metrics;

/// <summary>Answers one question from cells.</summary>
internal sealed class MetricsAnswer(MetricQuery query, bool unitMonths, ICellSource cells, ReferenceData reference, DateOnly today)
{
    private readonly UnitSlices _slices = new(reference.Units, today);
    private readonly DateOnly _lastDay = query.Period.To < today ? query.Period.To : today;

    /// <summary>A part of the answer: a unit and a number that says which month, day, item, channel or department (0 without a breakdown).</summary>
    private readonly record struct Part(int UnitId, int Key);

    /// <summary>What was accepted in a part and what was closed in it.</summary>
    private record struct Both(Measures Accepted, Measures Closed)
    {
        /// <summary>What the part adds to the backlog.</summary>
        public readonly long Left => Accepted.Accepted - Closed.Accepted;

        public void Add(CellBasis basis, in Measures measures)
        {
            if (basis == CellBasis.Closed) Closed += measures;
            else Accepted += measures;
        }
    }

    private CellDimension Dimension => query.By switch
    {
        MetricBy.Item => CellDimension.Item,
        MetricBy.Department => CellDimension.Department,
        MetricBy.Channel => CellDimension.Channel,
        _ => query.Channel is null ? CellDimension.Total : CellDimension.Channel,
    };

    private int? KeyFilter => query.Channel is { } channel ? (int)channel : null;

    public async Task<IReadOnlyList<MetricRow>> ReadAsync(CancellationToken cancellation)
    {
        var sums = await SumAsync(cancellation);
        var parts = sums.Where(s => !s.Value.Accepted.IsZero || !s.Value.Closed.IsZero).Select(s => s.Key).ToList();
        if (query.By == MetricBy.None && parts.Count == 0) parts.Add(new(query.UnitId, 0));

        var backlog = await BacklogAsync(parts, sums, cancellation);
        var zeroOverdue = query.By == MetricBy.None ? await ZeroOverdueDaysAsync(cancellation) : null;
        return [.. parts
            .Select(part => Row(part, sums.GetValueOrDefault(part), backlog.TryGetValue(part, out var open) ? open : null, zeroOverdue))
            .OrderBy(row => row.Key, StringComparer.Ordinal).ThenBy(row => row.Month)];
    }

    private IEnumerable<UnitSlice> Slices(MetricPeriod period) => query.By == MetricBy.Unit
        ? _slices.OfChildren(query.UnitId, period, query.Structure)
        : _slices.Of(query.UnitId, period, query.Structure);

    private async Task<Dictionary<Part, Both>> SumAsync(CancellationToken cancellation)
    {
        var sums = new Dictionary<Part, Both>();
        foreach (var together in Slices(query.Period).GroupBy(s => s.Period))
        {
            foreach (var (first, last) in Ranges(together.Key))
            {
                if (PeriodRanges.IsDay(first) && Dimension is CellDimension.Item or CellDimension.Department)
                {
                    await AddOwnAsync(sums, new(Days.FromNumber(first), PeriodRanges.DayOf(last)), cancellation);
                }
                else
                {
                    await AddAsync(sums, together, first, last, cancellation);
                }
            }
        }
        return sums;
    }

    /// <summary>Days by item or department are kept for each unit alone, so those of all units below are added up.</summary>
    private async Task AddOwnAsync(Dictionary<Part, Both> sums, MetricPeriod days, CancellationToken cancellation)
    {
        foreach (var together in _slices.OfOwn(query.UnitId, days, query.Structure).GroupBy(s => s.Period))
        {
            await AddAsync(sums, together, Days.ToNumber(together.Key.From), PeriodRanges.Through(together.Key.To), cancellation);
        }
    }

    private async Task AddAsync(Dictionary<Part, Both> sums, IEnumerable<UnitSlice> slices, int first, int last, CancellationToken cancellation)
    {
        var byUnit = slices.ToLookup(s => s.UnitId);
        var selection = new CellSelection(Dimension, query.Stream, [.. byUnit.Select(g => g.Key)], first, last, KeyFilter, Grouping);
        foreach (var sum in await cells.SumAsync(selection, cancellation))
        {
            foreach (var slice in byUnit[sum.UnitId])
            {
                CollectionsMarshal.GetValueRefOrAddDefault(sums, new Part(slice.Target, KeyOf(sum)), out _).Add(sum.Basis, sum.Measures * slice.Sign);
            }
        }
    }

    private IEnumerable<(int First, int Last)> Ranges(MetricPeriod period)
    {
        if (query.By == MetricBy.Day) return [PeriodRanges.OfSingleDays(period)];
        // Nothing is accepted after today, so the month that runs is read as a whole.
        return PeriodRanges.Of(period.To >= today ? new(period.From, Days.MonthEnd(period.To)) : period);
    }

    private CellGrouping Grouping => query.By switch
    {
        MetricBy.Month or MetricBy.Day => CellGrouping.Period,
        MetricBy.Unit when unitMonths => CellGrouping.Period,
        MetricBy.Item or MetricBy.Channel or MetricBy.Department => CellGrouping.Key,
        _ => CellGrouping.None,
    };

    private int KeyOf(CellSum sum) => query.By is MetricBy.Month || unitMonths ? PeriodRanges.MonthOf(sum.Part) : sum.Part;

    /// <summary>Accepted so far − closed so far at the end of each part; nothing for items, channels and departments.</summary>
    private async Task<Dictionary<Part, long?>> BacklogAsync(List<Part> parts, Dictionary<Part, Both> sums, CancellationToken cancellation)
    {
        var open = new Dictionary<Part, long?>();
        if (query.By is MetricBy.Item or MetricBy.Channel or MetricBy.Department) return open;

        var before = await OpenBeforeAsync(cancellation);
        foreach (var unit in parts.GroupBy(p => p.UnitId))
        {
            var running = before.GetValueOrDefault(unit.Key);
            foreach (var part in unit.OrderBy(p => p.Key)) open[part] = running += sums.GetValueOrDefault(part).Left;
        }
        return open;
    }

    private async Task<Dictionary<int, long>> OpenBeforeAsync(CancellationToken cancellation)
    {
        var open = new Dictionary<int, long>();
        if (query.Period.From <= PeriodRanges.Beginning) return open;
        // Totals of a channel are kept under the channel's key, all others under 0.
        var dimension = query.Channel is null ? CellDimension.Total : CellDimension.Channel;
        foreach (var together in Slices(new(PeriodRanges.Beginning, query.Period.From.AddDays(-1))).GroupBy(s => s.Period))
        {
            var byUnit = together.ToLookup(s => s.UnitId);
            foreach (var (first, last) in PeriodRanges.Of(together.Key))
            {
                var selection = new CellSelection(dimension, query.Stream, [.. byUnit.Select(g => g.Key)], first, last, KeyFilter, CellGrouping.None);
                foreach (var sum in await cells.SumAsync(selection, cancellation))
                {
                    var left = sum.Basis == CellBasis.Closed ? -sum.Measures.Accepted : sum.Measures.Accepted;
                    foreach (var slice in byUnit[sum.UnitId]) CollectionsMarshal.GetValueRefOrAddDefault(open, slice.Target, out _) += left * slice.Sign;
                }
            }
        }
        return open;
    }

    private async Task<int?> ZeroOverdueDaysAsync(CancellationToken cancellation)
    {
        if (await cells.EdgeDayAsync(RecordStream.Appeals, CellBasis.FellOverdue, query.UnitId, _lastDay, last: true, cancellation) is { } last)
        {
            return _lastDay.DayNumber - last.DayNumber;
        }
        var first = await cells.EdgeDayAsync(RecordStream.Appeals, CellBasis.Accepted, query.UnitId, _lastDay, last: false, cancellation);
        return first is { } day ? _lastDay.DayNumber - day.DayNumber + 1 : null;
    }

    private MetricRow Row(Part part, Both sums, long? backlog, int? zeroOverdue)
    {
        var unitId = query.By == MetricBy.Unit ? part.UnitId : query.UnitId;
        var (key, keyName) = Describe(part);
        var figures = new FigureSet
        {
            Cohort = query.Basis == MetricBasis.Closed ? sums.Closed : sums.Accepted,
            Accepted = sums.Accepted,
            ClosedInPeriod = sums.Closed,
            Backlog = backlog,
            ZeroOverdueDays = zeroOverdue,
        };
        return new(unitId, reference.Units.Find(unitId)!.Code, reference.Units.NameAt(unitId, _lastDay), key, keyName, WithCatalogue(part, figures))
        {
            Month = unitMonths ? Days.FromMonthNumber(part.Key) : null,
        };
    }

    private FigureSet WithCatalogue(Part part, FigureSet figures)
    {
        var catalogue = new CatalogueFigures(reference, DayOf(part));
        var promised = query.By switch
        {
            MetricBy.Channel => null,
            MetricBy.Item => catalogue.PromisedOfItem(part.Key),
            MetricBy.Department => catalogue.PromisedOfDepartment(part.Key),
            MetricBy.Unit => catalogue.PromisedOfUnit(part.UnitId),
            _ => catalogue.PromisedOfUnit(query.UnitId),
        };
        figures = figures with { PromisedMinutes = promised?.Promised, PromisedStatutoryMinutes = promised?.Statutory };
        return query.By is MetricBy.None or MetricBy.Unit && !unitMonths
            ? figures with { Stationed = catalogue.Stationed(part.UnitId), Compliance = catalogue.Compliance(part.UnitId) }
            : figures;
    }

    /// <summary>The day on which the part's catalogue is looked at: its last.</summary>
    private DateOnly DayOf(Part part)
    {
        var last = query.By switch
        {
            MetricBy.Day => Days.FromNumber(part.Key),
            MetricBy.Month => Days.MonthEnd(Days.FromMonthNumber(part.Key)),
            MetricBy.Unit when unitMonths => Days.MonthEnd(Days.FromMonthNumber(part.Key)),
            _ => query.Period.To,
        };
        return last < query.Period.To ? last : query.Period.To;
    }

    private (string Key, string Name) Describe(Part part) => query.By switch
    {
        MetricBy.Unit => OfUnit(part.UnitId),
        MetricBy.Month => Twice(Days.ToMonthText(Days.FromMonthNumber(part.Key))),
        MetricBy.Day => Twice(Days.ToText(Days.FromNumber(part.Key))),
        MetricBy.Channel when part.Key != 0 => Twice(JsonNamingPolicy.CamelCase.ConvertName(((Channel)part.Key).ToString())),
        MetricBy.Item when part.Key != 0 => (reference.Items.Find(part.Key)!.Code, reference.Items.NameAt(part.Key, _lastDay)),
        MetricBy.Department when part.Key != 0 => OfUnit(part.Key),
        _ => ("", ""),
    };

    private (string, string) OfUnit(int unitId) => (reference.Units.Find(unitId)!.Code, reference.Units.NameAt(unitId, _lastDay));

    private static (string, string) Twice(string text) => (text, text);
}
