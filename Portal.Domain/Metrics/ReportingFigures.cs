using Portal.Domain.Catalogue;
using Portal.Domain.Figures;
using Portal.Domain.Organisation;
using Portal.Domain.Shared;

namespace Portal.Domain.Metrics;

/// <summary>How complete and how timely the monthly figures of units are.</summary>
/// <remarks>A sheet counts in the period that holds its whole month, and for the unit it belonged to on the last day of that month.</remarks>
internal sealed class ReportingFigures(SheetStandings standings, DistrictTime time)
{
    /// <summary>Puts the figures into the rows, and adds rows of units and months that have nothing else to tell.</summary>
    public async Task<IReadOnlyList<MetricRow>> AddAsync(MetricQuery query, IReadOnlyList<MetricRow> rows, ReferenceData reference, CancellationToken cancellation)
    {
        if (query.By is not (MetricBy.None or MetricBy.Unit or MetricBy.Month) || query.Channel is not null) return rows;
        var from = query.Period.From.Day == 1 ? query.Period.From : Days.MonthStart(query.Period.From).AddMonths(1);
        var to = query.Period.To == Days.MonthEnd(query.Period.To) ? Days.MonthStart(query.Period.To) : Days.MonthStart(query.Period.To).AddMonths(-1);
        if (to < from) return rows;

        var places = new Places(query, reference.Units, time.Today);
        var sheets = await standings.ReadAsync(reference, from, to, (unit, day) => places.Of(unit, day) is not null, query.AsOf, cancellation);
        var parts = sheets.Where(s => s.IsExpected)
            .GroupBy(s => KeyOf(query, reference, places, s), StringComparer.Ordinal)
            .ToDictionary(g => g.Key, Count, StringComparer.Ordinal);
        return [.. rows.Concat(Missing(query, rows, parts.Keys, reference)).Select(r => parts.TryGetValue(r.Key, out var told) ? r with { Figures = told(r.Figures) } : r)
            .OrderBy(r => r.Key, StringComparer.Ordinal)];
    }

    private static string KeyOf(MetricQuery query, ReferenceData reference, Places places, SheetStanding sheet) => query.By switch
    {
        MetricBy.Unit => reference.Units.Find(places.Of(sheet.UnitId, sheet.LastDay)!.Value)!.Code,
        MetricBy.Month => Days.ToMonthText(sheet.Month),
        _ => "",
    };

    private static Func<FigureSet, FigureSet> Count(IEnumerable<SheetStanding> sheets)
    {
        var count = ReportingCount.Of(sheets);
        return figures => figures with { Completeness = (count.Approved, count.Expected), Timeliness = (count.InTime, count.Due) };
    }

    private IEnumerable<MetricRow> Missing(MetricQuery query, IReadOnlyList<MetricRow> rows, IEnumerable<string> keys, ReferenceData reference)
    {
        var day = query.Period.To < time.Today ? query.Period.To : time.Today;
        foreach (var key in keys.Except(rows.Select(r => r.Key), StringComparer.Ordinal))
        {
            var unit = query.By == MetricBy.Unit ? reference.Units.Find(key)! : reference.Units.Find(query.UnitId)!;
            var name = reference.Units.NameAt(unit.Id, day);
            yield return new(unit.Id, unit.Code, name, key, query.By == MetricBy.Unit ? name : key, new());
        }
    }

    /// <summary>Which part of the answer a unit counts in: by unit, the child it is or hangs below; else the unit asked for.</summary>
    private sealed class Places(MetricQuery query, UnitTree units, DateOnly today)
    {
        public int? Of(int unitId, DateOnly lastDay)
        {
            var day = query.Structure == MetricStructure.Today ? today : lastDay;
            int? below = null;
            foreach (var id in units.SelfAndAbove(unitId, day))
            {
                if (id == query.UnitId) return query.By == MetricBy.Unit ? below : id;
                below = id;
            }
            return null;
        }
    }
}
