using Portal.Domain.Metrics.Cells;

namespace Portal.Domain.Metrics.Reading;

/// <summary>A span of periods that no question cuts, so that its cells may be added up as they come.</summary>
/// <param name="Singly">Some question tells its periods apart.</param>
/// <param name="Whole">The bases of which some question wants more than counts.</param>
/// <param name="Wanting">The same number for slots that the same questions want: to each of these their sum is as good as they are.</param>
/// <param name="AddedUp">Its cells, and those of all slots with the same number, are added up by unit, basis and key before they are brought here.</param>
internal readonly record struct CellSlot(int First, int Last, bool Singly, CellBases Whole, int Wanting, bool AddedUp);

/// <summary>Units whose cells of one shape are asked for in the same spans.</summary>
internal sealed record CellGroup(CellShape Shape, int[] UnitIds, CellSlot[] Slots)
{
    /// <summary>The slot that holds the period; null for periods that nobody asked for.</summary>
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

/// <summary>One statement: the cells of a group in a span of periods, or the sums of several.</summary>
/// <param name="AddedUp">By unit, basis and key, over all spans; else the cells of the one span come one by one.</param>
/// <param name="Whole">With all measures; else with counts alone.</param>
internal sealed record CellReading(CellGroup Group, CellBases Bases, CellSpans Spans, bool AddedUp, bool Whole);

/// <summary>From how many periods on a sum of cells, made where they lie, costs less than to bring them here.</summary>
/// <param name="OfItems">Where each period has a cell for every item.</param>
internal sealed record LongSpans(int OfItems, int OfOthers)
{
    public static readonly LongSpans Sqlite = new(36, 36);

    /// <summary>To bring a cell costs the server more than to add it up, and what a further statement costs is little beside many items.</summary>
    public static readonly LongSpans Postgres = new(2, 36);

    public int Of(CellShape shape) => shape.Dimension == CellDimension.Item && shape.Key is null ? OfItems : OfOthers;
}

/// <summary>Lays many selections together, so that no cell is read twice and few statements bring them all.</summary>
/// <remarks>
/// The questions of a page overlap: its total, its trend, its units and what each compares with are sums over the same months.
/// All ends of periods cut time into slots; whatever a question asks is a sum of whole slots.
/// </remarks>
internal static class CellPlan
{
    public static IEnumerable<CellReading> Of(IEnumerable<CellSelection> selections, LongSpans spans) =>
        selections.GroupBy(s => s.Shape).SelectMany(shape => Groups(shape, spans.Of(shape.Key))).SelectMany(Readings);

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
                span => string.Join(',', Enumerable.Range(0, selections.Count).Where(i => selections[i].Spans.Hold(span.First, span.Last))),
                StringComparer.Ordinal
            )
            .Where(together => together.Key.Length > 0)
            .SelectMany(
                (together, number) =>
                    Slots(
                        [.. together],
                        number,
                        selections.FindAll(s => s.Spans.Hold(together.First().First, together.First().Last)),
                        longSpan
                    )
            )
            .OrderBy(slot => slot.First);
    }

    /// <param name="together">Spans that the same questions want.</param>
    private static IEnumerable<CellSlot> Slots((int First, int Last)[] together, int number, List<CellSelection> wanting, int longSpan)
    {
        var singly = wanting.Exists(s => s.Grouping == CellGrouping.Period);
        var whole = wanting.Aggregate(CellBases.None, (all, s) => all | s.Whole);
        var addedUp = !singly && together.Sum(span => PeriodRanges.Count(span.First, span.Last)) >= longSpan;
        return together.Select(span => new CellSlot(span.First, span.Last, singly, whole, number, addedUp));
    }

    private static IEnumerable<CellReading> Readings(CellGroup group)
    {
        var (accepted, closed) = (Readings(group, CellBases.Accepted), Readings(group, CellBases.Closed));
        var alike = accepted.FindAll(reading => closed.Contains(reading with { Bases = CellBases.Closed }));
        return
        [
            .. alike.Select(reading => reading with { Bases = CellBases.Both }),
            .. accepted.Except(alike),
            .. closed.Except(alike.Select(reading => reading with { Bases = CellBases.Closed })),
        ];
    }

    /// <summary>Slots read cell by cell are read together when little lies between them, and sums when the same questions want them.</summary>
    private static List<CellReading> Readings(CellGroup group, CellBases basis)
    {
        var readings = new List<CellReading>();
        var sums = new Dictionary<int, int>();
        int? open = null;
        foreach (var slot in group.Slots)
        {
            var whole = slot.Whole.HasFlag(basis);
            if (slot.AddedUp && sums.TryGetValue(slot.Wanting, out var sum))
                readings[sum] = readings[sum] with { Spans = readings[sum].Spans.Then(slot.First, slot.Last) };
            else if (
                !slot.AddedUp
                && open is { } near
                && readings[near].Whole == whole
                && PeriodRanges.AreNear(readings[near].Spans.Last, slot.First)
            )
            {
                readings[near] = readings[near] with { Spans = readings[near].Spans.Through(slot.Last) };
                continue;
            }
            else
            {
                if (slot.AddedUp)
                    sums[slot.Wanting] = readings.Count;
                readings.Add(new(group, basis, new(slot.First, slot.Last), slot.AddedUp, whole));
            }
            // What is read cell by cell must not reach over what is added up.
            open = slot.AddedUp ? null : readings.Count - 1;
        }
        return readings;
    }
}
