using Portal.Domain.Metrics.Cells;
using Portal.Domain.Metrics.Formulas;
using Portal.Domain.Organisation;
using Portal.Domain.Shared;

namespace Portal.Tests.Metrics;

/// <summary>The plainest computation of the cells: each contribution is added to each of its cells, one after the other.</summary>
internal sealed class PlainCells(UnitTree units) : ICountingSink
{
    private readonly Dictionary<CellKey, Measures> _cells = [];

    /// <summary>In the table's order, without cells that are all zero.</summary>
    public IEnumerable<KeyValuePair<CellKey, Measures>> Cells =>
        _cells.Where(c => c.Value != default).OrderBy(c => c.Key, CellKey.TableOrder);

    public void Add(in CountingPlace place, in Measures measures)
    {
        var day = place.IsWholeMonth ? PeriodRanges.WholeMonth(place.Day) : Days.ToNumber(place.Day);
        var (month, quarter) = (Days.ToMonthNumber(place.Day), (place.Day.Year * 10) + ((place.Day.Month - 1) / 3) + 1);
        foreach (var unitId in units.SelfAndAbove(place.UnitId, place.Day))
        {
            if (place.Basis != CellBasis.FellOverdue)
                Add(CellDimension.Item, place, unitId, quarter, place.ItemId, measures);
            foreach (var period in (int[])[day, month])
            {
                Add(CellDimension.Total, place, unitId, period, 0, measures);
                if (place.Basis == CellBasis.FellOverdue)
                    continue;
                Add(CellDimension.Channel, place, unitId, period, (int)place.Channel, measures);
                if (period == day && unitId != place.UnitId)
                    continue;
                Add(CellDimension.Item, place, unitId, period, place.ItemId, measures);
                Add(CellDimension.Department, place, unitId, period, place.DepartmentId, measures);
            }
        }
    }

    private void Add(CellDimension dimension, in CountingPlace place, int unitId, int period, int key, in Measures measures)
    {
        var cell = new CellKey(dimension, place.Stream, place.Basis, unitId, period, key);
        _cells[cell] = _cells.GetValueOrDefault(cell) + measures;
    }
}
