namespace Portal.Domain.Metrics;

/// <summary>A span of periods that no question cuts, so that its cells may be added up as they come.</summary>
/// <param name="Singly">Some question tells its periods apart.</param>
/// <param name="CountsOnly">No question wants more of it than counts.</param>
internal readonly record struct CellSlot(int First, int Last, bool Singly, bool CountsOnly)
{
    /// <summary>From so many periods on, the cells are added up where they lie: one sum costs less than to bring them here.</summary>
    private const int Long = 36;

    /// <summary>What is read of it.</summary>
    public CellDetail Detail => Singly || PeriodRanges.Count(First, Last) < Long ? CellDetail.Cells : CountsOnly ? CellDetail.Counts : CellDetail.Sums;
}

/// <summary>How cells are brought from where they lie.</summary>
internal enum CellDetail
{
    /// <summary>One by one.</summary>
    Cells,

    /// <summary>Added up by unit, basis and key.</summary>
    Sums,

    /// <summary>Likewise, but only what was accepted.</summary>
    Counts,
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
internal sealed record CellReading(CellGroup Group, int First, int Last, CellDetail Detail);

/// <summary>Lays many selections together, so that no cell is read twice and few statements bring them all.</summary>
/// <remarks>
/// The questions of a page overlap: its total, its trend, its units and what each compares with are sums over the same months.
/// All ends of periods cut time into slots; whatever a question asks is a sum of whole slots.
/// </remarks>
internal static class CellPlan
{
    public static IEnumerable<CellReading> Of(IEnumerable<CellSelection> selections) =>
        selections.GroupBy(s => s.Shape).SelectMany(Groups).SelectMany(Readings);

    private static IEnumerable<CellGroup> Groups(IGrouping<CellShape, CellSelection> shape)
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
            .Select(g => new CellGroup(shape.Key, [.. g.Select(u => u.Key).Order()], [.. Slots(g.First().Value.ConvertAll(i => selections[i]))]));
    }

    private static IEnumerable<CellSlot> Slots(List<CellSelection> selections)
    {
        var cuts = selections.SelectMany(s => new[] { s.FirstPeriod, PeriodRanges.After(s.LastPeriod) }).Distinct().Order().ToList();
        for (var i = 0; i + 1 < cuts.Count; i++)
        {
            var (first, last) = (cuts[i], cuts[i + 1] - 1);
            var covering = selections.FindAll(s => s.FirstPeriod <= first && last < PeriodRanges.After(s.LastPeriod));
            if (covering.Count == 0) continue;
            yield return new(first, last, covering.Exists(s => s.Grouping == CellGrouping.Period), covering.TrueForAll(s => s.CountsOnly));
        }
    }

    /// <summary>Slots read cell by cell are read together when little lies between them.</summary>
    private static IEnumerable<CellReading> Readings(CellGroup group)
    {
        CellReading? open = null;
        foreach (var slot in group.Slots)
        {
            if (open is not null && slot.Detail == CellDetail.Cells && PeriodRanges.AreNear(open.Last, slot.First))
            {
                open = open with { Last = slot.Last };
                continue;
            }
            if (open is not null) yield return open;
            open = null;
            var reading = new CellReading(group, slot.First, slot.Last, slot.Detail);
            if (slot.Detail == CellDetail.Cells) open = reading;
            else yield return reading;
        }
        if (open is not null) yield return open;
    }
}
