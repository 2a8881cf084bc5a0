using Portal.Domain.Metrics.Cells;

namespace Portal.Domain.Metrics.Reading;

/// <summary>A span of periods that every selection includes as a whole or not at all, so that its cells can be summed on arrival.</summary>
/// <param name="ByPeriod">At least one selection groups by period, so its periods are kept apart.</param>
/// <param name="FullBases">The bases of which at least one selection needs all measures, not only counts.</param>
/// <param name="SumGroup">
/// Equal for slots that the same selections include: one sum over all these slots serves each of the selections.
/// </param>
/// <param name="Summed">The database sums the cells of all slots of the sum group by unit, basis and key.</param>
internal readonly record struct CellSlot(int First, int Last, bool ByPeriod, CellBases FullBases, int SumGroup, bool Summed);

/// <summary>Units of which the same selections read cells of one shape, with the slots of these selections.</summary>
internal sealed record CellGroup(CellShape Shape, int[] UnitIds, CellSlot[] Slots)
{
    /// <summary>The slot that contains the period; null when no selection includes it.</summary>
    public CellSlot? At(int period)
    {
        foreach (var slot in Slots)
        {
            if (slot.First <= period && period <= slot.Last)
                return slot;
        }
        return null;
    }
}

/// <summary>The content of one SQL statement: the cells of a group in one span of periods, or their sums over several spans.</summary>
/// <param name="Summed">The database sums by unit, basis and key over all spans; else it returns the cells of the one span.</param>
/// <param name="AllMeasures">With all measures; else with counts alone.</param>
internal sealed record CellRequest(CellGroup Group, CellBases Bases, CellSpans Spans, bool Summed, bool AllMeasures);

/// <summary>The number of periods from which on a sum in the database costs less than fetching the cells.</summary>
/// <param name="OfItems">For selections by item, where each period has a cell for every item.</param>
internal sealed record SumThresholds(int OfItems, int OfOthers)
{
    public static readonly SumThresholds Sqlite = new(36, 36);

    /// <summary>
    /// The server spends more on sending a cell than on summing it; beside many items the cost of one more statement is small.
    /// </summary>
    public static readonly SumThresholds Postgres = new(2, 36);

    public int Of(CellShape shape) => shape.Dimension == CellDimension.Item && shape.Key is null ? OfItems : OfOthers;
}

/// <summary>Merges many selections into few statements that read no cell twice.</summary>
/// <remarks>
/// The queries of a page overlap: its total, its trend, its units and their comparisons are sums over the same months.
/// The bounds of all selections cut time into slots; each selection is a sum of whole slots.
/// </remarks>
internal static class CellPlan
{
    public static IEnumerable<CellRequest> Of(IEnumerable<CellSelection> selections, SumThresholds spans) =>
        selections.GroupBy(s => s.Shape).SelectMany(shape => Groups(shape, spans.Of(shape.Key))).SelectMany(Requests);

    private static IEnumerable<CellGroup> Groups(IGrouping<CellShape, CellSelection> shape, int longSpan)
    {
        var selections = shape.ToList();
        var byUnit = new Dictionary<int, List<int>>();
        for (var i = 0; i < selections.Count; i++)
        {
            foreach (var unit in selections[i].UnitIds)
            {
                if (!byUnit.TryGetValue(unit, out var wanted))
                    byUnit[unit] = wanted = [];
                wanted.Add(i);
            }
        }
        return byUnit
            .GroupBy(u => string.Join(',', u.Value), StringComparer.Ordinal)
            .Select(g => new CellGroup(
                shape.Key,
                [.. g.Select(u => u.Key).Order()],
                [.. Slots(g.First().Value.ConvertAll(i => selections[i]), longSpan)]
            ));
    }

    private static IEnumerable<CellSlot> Slots(List<CellSelection> selections, int longSpan)
    {
        var cuts = selections
            .SelectMany(s => s.Spans.All)
            .SelectMany(span => new[] { span.First, PeriodRanges.After(span.Last) })
            .Distinct()
            .Order()
            .ToList();
        return cuts.Zip(cuts.Skip(1), (first, next) => (First: first, Last: next - 1))
            .GroupBy(
                span =>
                    string.Join(',', Enumerable.Range(0, selections.Count).Where(i => selections[i].Spans.Contains(span.First, span.Last))),
                StringComparer.Ordinal
            )
            .Where(together => together.Key.Length > 0)
            .SelectMany(
                (together, number) =>
                    Slots(
                        [.. together],
                        number,
                        selections.FindAll(s => s.Spans.Contains(together.First().First, together.First().Last)),
                        longSpan
                    )
            )
            .OrderBy(slot => slot.First);
    }

    /// <param name="together">Spans that the same selections include.</param>
    private static IEnumerable<CellSlot> Slots((int First, int Last)[] together, int number, List<CellSelection> wanting, int longSpan)
    {
        var byPeriod = wanting.Exists(s => s.Grouping == CellGrouping.Period);
        var full = wanting.Aggregate(CellBases.None, (all, s) => all | s.FullBases);
        var summed = !byPeriod && together.Sum(span => PeriodRanges.Count(span.First, span.Last)) >= longSpan;
        return together.Select(span => new CellSlot(span.First, span.Last, byPeriod, full, number, summed));
    }

    private static IEnumerable<CellRequest> Requests(CellGroup group)
    {
        var (accepted, closed) = (Requests(group, CellBases.Accepted), Requests(group, CellBases.Closed));
        var alike = accepted.FindAll(request => closed.Contains(request with { Bases = CellBases.Closed }));
        return
        [
            .. alike.Select(request => request with { Bases = CellBases.Both }),
            .. accepted.Except(alike),
            .. closed.Except(alike.Select(request => request with { Bases = CellBases.Closed })),
        ];
    }

    /// <summary>Merges slots that are read cell by cell when the gap between them is small, and summed slots of one sum group.</summary>
    private static List<CellRequest> Requests(CellGroup group, CellBases basis)
    {
        var requests = new List<CellRequest>();
        var sums = new Dictionary<int, int>();
        int? open = null;
        foreach (var slot in group.Slots)
        {
            var full = slot.FullBases.HasFlag(basis);
            if (slot.Summed && sums.TryGetValue(slot.SumGroup, out var sum))
                requests[sum] = requests[sum] with { Spans = requests[sum].Spans.Append(slot.First, slot.Last) };
            else if (
                !slot.Summed
                && open is { } near
                && requests[near].AllMeasures == full
                && PeriodRanges.AreNear(requests[near].Spans.Last, slot.First)
            )
            {
                requests[near] = requests[near] with { Spans = requests[near].Spans.ExtendTo(slot.Last) };
                continue;
            }
            else
            {
                if (slot.Summed)
                    sums[slot.SumGroup] = requests.Count;
                requests.Add(new(group, basis, new(slot.First, slot.Last), slot.Summed, full));
            }
            // A request for single cells must not span a summed slot: its cells would be counted twice.
            open = slot.Summed ? null : requests.Count - 1;
        }
        return requests;
    }
}
