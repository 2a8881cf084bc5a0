using System.Runtime.InteropServices;
using Portal.Domain.Metrics.Formulas;

namespace Portal.Domain.Metrics.Reading;

/// <summary>The cells that a set of queries needs, read together and summed by slot.</summary>
internal sealed class LoadedCells : ICells
{
    private static readonly CellBasis[] s_bases = [CellBasis.Accepted, CellBasis.Closed];

    private readonly Dictionary<(CellShape Shape, CellBasis Basis, int UnitId), Dictionary<(int First, int Key), Slot>> _cells = [];
    private readonly Dictionary<EdgeSelection, DateOnly?> _edges = [];

    /// <summary>The running sum of one slot and key.</summary>
    private sealed class Slot(int last)
    {
        private Measures _measures;

        public int Last { get; } = last;

        public ref readonly Measures Measures => ref _measures;

        public void Add(in Measures measures) => Formulas.Measures.AddTo(ref _measures, measures);
    }

    /// <summary>Adds one cell, or the sum of a sum group: such a sum is added to the slot of its first period.</summary>
    public void Add(CellGroup group, CellBasis basis, int unitId, int period, int key, in Measures measures)
    {
        if (group.At(period) is not { } slot)
            return;
        var (first, last) = slot.ByPeriod ? (period, period) : (slot.First, slot.Last);
        ref var cells = ref CollectionsMarshal.GetValueRefOrAddDefault(_cells, (group.Shape, basis, unitId), out _);
        ref var kept = ref CollectionsMarshal.GetValueRefOrAddDefault(cells ??= [], (first, key), out _);
        kept ??= new(last);
        kept.Add(measures);
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
                foreach (var (part, measures) in Sum(selection, cells))
                    yield return new(basis, unitId, part, measures);
            }
        }
    }

    public DateOnly? EdgeDay(EdgeSelection edge) => _edges[edge];

    private static Dictionary<int, Measures> Sum(CellSelection selection, Dictionary<(int First, int Key), Slot> cells)
    {
        var sums = new Dictionary<int, Measures>();
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
            Measures.AddTo(ref CollectionsMarshal.GetValueRefOrAddDefault(sums, part, out _), slot.Measures);
        }
        return sums;
    }
}
