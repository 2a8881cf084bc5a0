using System.Runtime.InteropServices;
using Portal.Domain.Metrics.Formulas;

namespace Portal.Domain.Metrics.Reading;

/// <summary>The cells that a set of queries needs, read together and summed by slot.</summary>
internal sealed class LoadedCells : ICells
{
    private static readonly CellBasis[] s_bases = [CellBasis.Accepted, CellBasis.Closed];

    private readonly Dictionary<(CellShape Shape, CellBasis Basis, int UnitId), Dictionary<(int First, int Key), Slot>> _cells = [];
    private readonly Dictionary<EdgeSelection, DateOnly?> _edges = [];
    private (CellGroup Group, CellBasis Basis, int UnitId, Dictionary<(int First, int Key), Slot> Cells)? _latest;

    /// <summary>The running sum of one slot and key.</summary>
    private sealed class Slot(int last) : RunningSum
    {
        public int Last { get; } = last;
    }

    /// <remarks>A class: a growing dictionary of structs of this size is copied again and again.</remarks>
    private class RunningSum
    {
        private Measures _measures;

        public ref readonly Measures Measures => ref _measures;

        public void Add(in Measures measures) => Formulas.Measures.AddTo(ref _measures, measures);
    }

    /// <summary>Adds one cell, or the sum of a sum group: such a sum is added to the slot of its first period.</summary>
    public void Add(CellGroup group, CellBasis basis, int unitId, int period, int key, in Measures measures)
    {
        if (group.At(period) is not { } slot)
            return;
        var (first, last) = slot.ByPeriod ? (period, period) : (slot.First, slot.Last);
        ref var kept = ref CollectionsMarshal.GetValueRefOrAddDefault(CellsOf(group, basis, unitId), (first, key), out _);
        kept ??= new(last);
        kept.Add(measures);
    }

    // Rows arrive by basis and unit, so most of them go where the one before went.
    private Dictionary<(int First, int Key), Slot> CellsOf(CellGroup group, CellBasis basis, int unitId)
    {
        if (_latest is { } latest && ReferenceEquals(latest.Group, group) && latest.Basis == basis && latest.UnitId == unitId)
            return latest.Cells;
        ref var cells = ref CollectionsMarshal.GetValueRefOrAddDefault(_cells, (group.Shape, basis, unitId), out _);
        _latest = (group, basis, unitId, cells ??= []);
        return cells;
    }

    public void Add(EdgeSelection edge, DateOnly? day) => _edges[edge] = day;

    public IEnumerable<CellSum> Sum(CellSelection selection)
    {
        foreach (var basis in s_bases)
        {
            foreach (var unitId in selection.UnitIds)
            {
                if (!_cells.TryGetValue((selection.Shape, basis, unitId), out var cells))
                    continue;
                foreach (var (part, sum) in Sum(selection, cells))
                    yield return new(basis, unitId, part, sum.Measures);
            }
        }
    }

    public DateOnly? EdgeDay(EdgeSelection edge) => _edges[edge];

    private static Dictionary<int, RunningSum> Sum(CellSelection selection, Dictionary<(int First, int Key), Slot> cells)
    {
        var sums = new Dictionary<int, RunningSum>();
        foreach (var ((first, key), slot) in cells)
        {
            if (!selection.Spans.Contains(first, slot.Last))
                continue;
            var part = selection.Grouping switch
            {
                CellGrouping.Period => first,
                CellGrouping.Key => key,
                CellGrouping.None => 0,
            };
            (CollectionsMarshal.GetValueRefOrAddDefault(sums, part, out _) ??= new()).Add(slot.Measures);
        }
        return sums;
    }
}
