using System.Runtime.InteropServices;
using Portal.Domain.Organisation;
using Portal.Domain.Records;
using Portal.Domain.Shared;

namespace Portal.Domain.Metrics;

/// <summary>The name of a cell.</summary>
public readonly record struct CellKey(CellDimension Dimension, RecordStream Stream, CellBasis Basis, int UnitId, int Period, int Key)
{
    /// <summary>The order in which the table keeps its cells.</summary>
    public static IComparer<CellKey> TableOrder { get; } = Comparer<CellKey>.Create((a, b) => a.InOrder.CompareTo(b.InOrder));

    private (byte, byte, byte, int, int, int) InOrder => ((byte)Dimension, (byte)Stream, (byte)Basis, UnitId, Period, Key);
}

/// <summary>Spreads changes over the cells they touch: the unit's and those of the units above it, by day and by month, in each shape.</summary>
public sealed class CellExpansion(UnitTree units)
{
    private readonly Dictionary<CellKey, Measures> _cells = [];
    private readonly Dictionary<(int UnitId, DateOnly Day), int[]> _above = [];

    /// <summary>What the changes so far come to.</summary>
    public IReadOnlyDictionary<CellKey, Measures> Cells => _cells;

    public void Add(IEnumerable<MetricChange> changes)
    {
        foreach (var (place, measures) in changes) Add(place, measures);
    }

    public void Add(in CountingPlace place, in Measures measures)
    {
        var (day, month) = (place.IsWholeMonth ? PeriodRanges.WholeMonth(place.Day) : Days.ToNumber(place.Day), Days.ToMonthNumber(place.Day));
        foreach (var unitId in Above(place.UnitId, place.Day))
        {
            AddTotals(place, unitId, day, measures);
            AddTotals(place, unitId, month, measures);
            if (place.Basis == CellBasis.FellOverdue) continue; // only ever asked as totals
            AddBreakdown(place, unitId, month, measures);
            // By day these are almost as many as the records: kept once, and added up for the few days at the ends of a period.
            if (unitId == place.UnitId) AddBreakdown(place, unitId, day, measures);
        }
    }

    private void AddTotals(in CountingPlace place, int unitId, int period, in Measures measures)
    {
        AddCell(new(CellDimension.Total, place.Stream, place.Basis, unitId, period, 0), measures);
        if (place.Basis == CellBasis.FellOverdue) return;
        AddCell(new(CellDimension.Channel, place.Stream, place.Basis, unitId, period, (int)place.Channel), measures);
    }

    private void AddBreakdown(in CountingPlace place, int unitId, int period, in Measures measures)
    {
        AddCell(new(CellDimension.Item, place.Stream, place.Basis, unitId, period, place.ItemId), measures);
        AddCell(new(CellDimension.Department, place.Stream, place.Basis, unitId, period, place.DepartmentId), measures);
    }

    private void AddCell(CellKey key, in Measures measures) => CollectionsMarshal.GetValueRefOrAddDefault(_cells, key, out _) += measures;

    private int[] Above(int unitId, DateOnly day)
    {
        ref var above = ref CollectionsMarshal.GetValueRefOrAddDefault(_above, (unitId, day), out _);
        return above ??= [.. units.SelfAndAbove(unitId, day)];
    }
}
