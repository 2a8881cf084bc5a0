using System.Runtime.CompilerServices;
using Portal.Domain.Metrics.Formulas;
using Portal.Domain.Organisation;
using Portal.Domain.Records;
using Portal.Domain.Shared;

namespace Portal.Domain.Metrics.Cells;

/// <summary>
/// Expands changes into the cells that they affect: the cells of the unit and of its ancestors, by day and by month (items also by
/// quarter), in every <see cref="CellDimension"/>.
/// </summary>
/// <remarks>
/// Changes are first summed by the record's own unit and day, in one table for breakdowns by item and one for breakdowns by channel.
/// <see cref="Spread"/> expands these sums, so a thousand records of one place climb the tree of units once.
/// </remarks>
public sealed class CellExpansion : ICountingSink
{
    private readonly AncestorPaths _paths;
    private readonly SumTable<DayKey> _byItem = new();
    private readonly SumTable<DayKey> _byChannel = new();

    public CellExpansion(UnitTree units)
        : this(new AncestorPaths(units)) { }

    private CellExpansion(AncestorPaths paths) => _paths = paths;

    /// <summary>Number of sums in both tables.</summary>
    internal int Size => _byItem.Count + _byChannel.Count;

    public void Add(IEnumerable<MetricChange> changes)
    {
        foreach (var (place, measures) in changes)
            Add(place, measures);
    }

    public void Add(in CountingPlace place, in Measures measures)
    {
        _byChannel.Add(new(place, 0, 0, place.Channel), measures);
        if (place.Basis == CellBasis.FellOverdue)
            return; // queries read it as totals only
        _byItem.Add(new(place, place.ItemId, place.DepartmentId, default), measures);
    }

    /// <summary>Removes all sums and keeps the allocated memory.</summary>
    internal void Clear()
    {
        _byItem.Clear();
        _byChannel.Clear();
    }

    /// <summary>The changes so far as cells in the table's order; cells whose changes cancel out are left out.</summary>
    /// <exception cref="KeyNotFoundException">A change names an unknown unit.</exception>
    internal CellList Spread()
    {
        var (cells, own) = (new SumTable<CellKey>(), new CellList());
        SpreadChannels(cells);
        SpreadItems(cells, own);
        for (var i = 0; i < cells.Count; i++)
            own.Add(cells.KeyAt(i).Packed, cells.SumAt(i));
        own.Sort();
        return own;
    }

    private void SpreadChannels(SumTable<CellKey> cells)
    {
        for (var i = 0; i < _byChannel.Count; i++)
        {
            ref readonly var place = ref _byChannel.KeyAt(i);
            ref readonly var sum = ref _byChannel.SumAt(i);
            var (day, month) = (place.Period, place.Month);
            foreach (var unitId in _paths.UnitsOn(_paths.PathOf(place.UnitId, place.Day)))
            {
                cells.Add(new(CellDimension.Total, place.Stream, place.Basis, unitId, day, 0), sum);
                cells.Add(new(CellDimension.Total, place.Stream, place.Basis, unitId, month, 0), sum);
                if (place.Basis == CellBasis.FellOverdue)
                    continue;
                cells.Add(new(CellDimension.Channel, place.Stream, place.Basis, unitId, day, (int)place.Channel), sum);
                cells.Add(new(CellDimension.Channel, place.Stream, place.Basis, unitId, month, (int)place.Channel), sum);
            }
        }
    }

    // Cells of one day by item or department are almost as many as the records. They are stored for the record's own unit only;
    // readers sum them over the units below, for the few days at the ends of a period.
    private void SpreadItems(SumTable<CellKey> cells, CellList own)
    {
        var months = new SumTable<MonthKey>();
        for (var i = 0; i < _byItem.Count; i++)
        {
            ref readonly var place = ref _byItem.KeyAt(i);
            ref readonly var sum = ref _byItem.SumAt(i);
            own.Add(new CellKey(CellDimension.Item, place.Stream, place.Basis, place.UnitId, place.Period, place.ItemId).Packed, sum);
            cells.Add(new(CellDimension.Department, place.Stream, place.Basis, place.UnitId, place.Period, place.DepartmentId), sum);
            months.Add(
                new(place.Stream, place.Basis, _paths.PathOf(place.UnitId, place.Day), place.Month, place.ItemId, place.DepartmentId),
                sum
            );
        }
        for (var i = 0; i < months.Count; i++)
        {
            ref readonly var place = ref months.KeyAt(i);
            ref readonly var sum = ref months.SumAt(i);
            foreach (var unitId in _paths.UnitsOn(place.Path))
            {
                cells.Add(new(CellDimension.Item, place.Stream, place.Basis, unitId, place.Month, place.ItemId), sum);
                cells.Add(
                    new(CellDimension.Item, place.Stream, place.Basis, unitId, PeriodRanges.QuarterOf(place.Month), place.ItemId),
                    sum
                );
                cells.Add(new(CellDimension.Department, place.Stream, place.Basis, unitId, place.Month, place.DepartmentId), sum);
            }
        }
    }

    /// <summary>A counting place, with the keys that the table does not distinguish set to 0.</summary>
    private readonly struct DayKey(in CountingPlace place, int itemId, int departmentId, Channel channel) : IEquatable<DayKey>
    {
        private readonly ulong _what =
            ((ulong)place.Stream << 24)
            | ((ulong)place.Basis << 16)
            | ((ulong)channel << 8)
            | (place.IsWholeMonth ? 1UL : 0)
            | ((ulong)(uint)place.UnitId << 32);
        private readonly ulong _item = ((ulong)(uint)itemId << 32) | (uint)departmentId;
        private readonly int _day = place.Day.DayNumber;

        public RecordStream Stream => (RecordStream)(byte)(_what >> 24);

        public CellBasis Basis => (CellBasis)(byte)(_what >> 16);

        public Channel Channel => (Channel)(byte)(_what >> 8);

        public int UnitId => (int)(_what >> 32);

        public int ItemId => (int)(_item >> 32);

        public int DepartmentId => (int)_item;

        public DateOnly Day => DateOnly.FromDayNumber(_day);

        public int Period => (_what & 1) == 1 ? PeriodRanges.WholeMonth(Day) : Days.ToNumber(Day);

        public int Month => Days.ToMonthNumber(Day);

        public bool Equals(DayKey other) => _what == other._what && _item == other._item && _day == other._day;

        public override bool Equals(object? obj) => obj is DayKey other && Equals(other);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public override int GetHashCode() => HashMixer.Hash(_what ^ ((ulong)(uint)_day * 0x9FB2_1C65_1E98_DF25), _item);
    }

    private readonly record struct MonthKey(RecordStream Stream, CellBasis Basis, int Path, int Month, int ItemId, int DepartmentId)
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public override int GetHashCode() =>
            HashMixer.Hash(
                ((ulong)Stream << 60) | ((ulong)Basis << 56) | ((ulong)(uint)Month << 32) | (uint)Path,
                ((ulong)(uint)ItemId << 32) | (uint)DepartmentId
            );
    }
}
