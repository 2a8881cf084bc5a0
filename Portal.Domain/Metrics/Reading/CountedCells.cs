using System.Runtime.InteropServices;
using Portal.Domain.Metrics.Cells;
using Portal.Domain.Metrics.Formulas;
using Portal.Domain.Records;

namespace Portal.Domain.Metrics.Reading;

/// <summary>Cells counted from the records in memory, for a query as of an instant.</summary>
internal sealed class CountedCells(IEnumerable<KeyValuePair<CellKey, Measures>> cells) : ICells
{
    private readonly ILookup<(CellDimension, RecordStream, CellBasis, int), (int Period, int Key, Measures Measures)> _cells =
        cells.ToLookup(c => (c.Key.Dimension, c.Key.Stream, c.Key.Basis, c.Key.UnitId), c => (c.Key.Period, c.Key.Key, c.Value));

    public IEnumerable<CellSum> Sum(CellSelection selection)
    {
        var sums = new Dictionary<(CellBasis, int, int), Measures>();
        foreach (var basis in new[] { CellBasis.Accepted, CellBasis.Closed })
        {
            foreach (var unitId in selection.UnitIds)
            {
                foreach (var (period, key, measures) in _cells[(selection.Dimension, selection.Stream, basis, unitId)])
                {
                    if (!selection.Spans.Contains(period, period) || (selection.Key is { } only && key != only))
                        continue;
                    var part = selection.Grouping switch
                    {
                        CellGrouping.Period => period,
                        CellGrouping.Key => key,
                        CellGrouping.None => 0,
                    };
                    CollectionsMarshal.GetValueRefOrAddDefault(sums, (basis, unitId, part), out _) += measures;
                }
            }
        }
        return sums.Select(s => new CellSum(s.Key.Item1, s.Key.Item2, s.Key.Item3, s.Value));
    }

    public DateOnly? EdgeDay(EdgeSelection edge)
    {
        var days = _cells[(CellDimension.Total, edge.Stream, edge.Basis, edge.UnitId)]
            .Where(c =>
                PeriodRanges.IsDay(c.Period)
                && c.Period <= PeriodRanges.Through(edge.Through)
                && (c.Measures.Accepted > 0 || c.Measures.Overdue > 0)
            )
            .Select(c => c.Period)
            .Order()
            .ToList();
        return days.Count == 0 ? null : PeriodRanges.DayOf(edge.Last ? days[^1] : days[0]);
    }
}
