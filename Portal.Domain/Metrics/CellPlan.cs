namespace Portal.Domain.Metrics;

/// <summary>A span of periods that no question cuts, so that its cells may be added up as they come.</summary>
/// <param name="Singly">Some question tells its periods apart.</param>
/// <param name="Whole">The bases of which some question wants more than counts.</param>
/// <param name="IsLong">It spans so many periods that its cells are added up where they lie.</param>
internal readonly record struct CellSlot(int First, int Last, bool Singly, CellBases Whole, bool IsLong)
{
    /// <summary>Whether its cells are added up by unit, basis and key before they are brought here.</summary>
    public bool AddedUp => IsLong && !Singly;
}

/// <summary>Units whose cells of one shape are asked for in the same spans.</summary>
internal sealed record CellGroup(CellShape Shape, int[] UnitIds, CellSlot[] Slots)
{
    /// <summary>The slot that holds the period; null for periods that nobody asked for.</summary>
    public CellSlot? At(int period)
    {
        foreach (var slot in Slots)
        {
            if (slot.First <= period && period <= slot.Last) return slot;
        }
        return null;
    }
}

/// <summary>One statement: the cells of a group in a span of periods.</summary>
/// <param name="AddedUp">By unit, basis and key; else they come one by one.</param>
/// <param name="Whole">With all measures; else with counts alone.</param>
internal sealed record CellReading(CellGroup Group, CellBases Bases, int First, int Last, bool AddedUp, bool Whole);

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
                if (!byUnit.TryGetValue(unit, out var wanted)) byUnit[unit] = wanted = [];
                wanted.Add(i);
            }
        }
        return byUnit
            .GroupBy(u => string.Join(',', u.Value), StringComparer.Ordinal)
            .Select(g => new CellGroup(shape.Key, [.. g.Select(u => u.Key).Order()], [.. Slots(g.First().Value.ConvertAll(i => selections[i]), longSpan)]));
    }

    private static IEnumerable<CellSlot> Slots(List<CellSelection> selections, int longSpan)
    {
        var cuts = selections.SelectMany(s => new[] { s.FirstPeriod, PeriodRanges.After(s.LastPeriod) }).Distinct().Order().ToList();
        for (var i = 0; i + 1 < cuts.Count; i++)
        {
            var (first, last) = (cuts[i], cuts[i + 1] - 1);
            var covering = selections.FindAll(s => s.FirstPeriod <= first && last < PeriodRanges.After(s.LastPeriod));
            if (covering.Count == 0) continue;
            yield return new(first, last, covering.Exists(s => s.Grouping == CellGrouping.Period), covering.Aggregate(CellBases.None, (all, s) => all | s.Whole), PeriodRanges.Count(first, last) >= longSpan);
        }
    }

    private static IEnumerable<CellReading> Readings(CellGroup group)
    {
        var (accepted, closed) = (Readings(group, CellBases.Accepted).ToList(), Readings(group, CellBases.Closed).ToList());
        var alike = accepted.FindAll(reading => closed.Contains(reading with { Bases = CellBases.Closed }));
        return [.. alike.Select(reading => reading with { Bases = CellBases.Both }), .. accepted.Except(alike), .. closed.Except(alike.Select(reading => reading with { Bases = CellBases.Closed }))];
    }

    /// <summary>Slots read cell by cell are read together when little lies between them.</summary>
    private static IEnumerable<CellReading> Readings(CellGroup group, CellBases basis)
    {
        CellReading? open = null;
        foreach (var slot in group.Slots)
        {
            var reading = new CellReading(group, basis, slot.First, slot.Last, slot.AddedUp, slot.Whole.HasFlag(basis));
            if (open is { AddedUp: false } && !reading.AddedUp && open.Whole == reading.Whole && PeriodRanges.AreNear(open.Last, slot.First))
            {
                open = open with { Last = slot.Last };
                continue;
            }
            if (open is not null) yield return open;
            open = reading;
        }
        if (open is not null) yield return open;
    }
}
