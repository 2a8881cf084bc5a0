using Portal.Domain.Catalogue;
using Portal.Domain.Figures.Forms;
using Portal.Domain.Figures.Owed;
using Portal.Domain.Metrics.Formulas;
using Portal.Domain.Organisation;
using Portal.Domain.Records;
using Portal.Domain.Shared;

namespace Portal.Domain.Metrics.Reading;

/// <summary>How complete and how timely the monthly figures of units are.</summary>
/// <remarks>A sheet counts in the period that holds its whole month, and for the unit it belonged to on the last day of that month.</remarks>
internal sealed class ReportingFigures(SheetStandings standings, SheetTotals totals, IFigureReferences figures, DistrictTime time)
{
    /// <summary>Puts the figures into the rows, and adds rows of units and months that have nothing else to tell.</summary>
    public async Task<IReadOnlyList<MetricRow>> AddAsync(
        MetricQuery query,
        IReadOnlyList<MetricRow> rows,
        ReferenceData reference,
        CancellationToken cancellation
    )
    {
        if (query.By is not (MetricBy.None or MetricBy.Unit or MetricBy.Month) || query.Channel is not null)
            return rows;
        var from = query.Period.From.Day == 1 ? query.Period.From : Days.MonthStart(query.Period.From).AddMonths(1);
        var to =
            query.Period.To == Days.MonthEnd(query.Period.To)
                ? Days.MonthStart(query.Period.To)
                : Days.MonthStart(query.Period.To).AddMonths(-1);
        if (to < from)
            return rows;

        var parts = IsCounted(query, reference.Units)
            ? await CountedAsync(query, reference, from, to, cancellation)
            : await ListedAsync(query, reference, from, to, cancellation);
        return
        [
            .. rows.Concat(Missing(query, rows, parts.Keys, reference))
                .Select(r => parts.TryGetValue(r.Key, out var told) ? r with { Figures = Tell(r.Figures, told) } : r)
                .OrderBy(r => r.Key, StringComparer.Ordinal),
        ];
    }

    /// <summary>The totals follow today's structure, as the sheets do where no unit ever moved.</summary>
    private static bool IsCounted(MetricQuery query, UnitTree units) =>
        query.AsOf is null && (!units.HasMoved || query.Structure == MetricStructure.Today) && units.EverBelow(query.UnitId).Count > 0;

    /// <summary>From the totals of months, which do not list the sheets: a province owes hundreds of thousands a month.</summary>
    private async Task<Dictionary<string, ReportingCount>> CountedAsync(
        MetricQuery query,
        ReferenceData reference,
        DateOnly from,
        DateOnly to,
        CancellationToken cancellation
    )
    {
        var forms = (await figures.GetAsync(cancellation)).Forms;
        var months = await totals.ReadAsync(from, to, cancellation);
        var parts = new Dictionary<string, ReportingCount>(StringComparer.Ordinal);
        foreach (var (month, counted) in months)
        {
            if (query.By == MetricBy.Unit)
                continue;
            Add(query.By == MetricBy.Month ? Days.ToMonthText(month) : "", counted.Of(query.UnitId, forms).Count);
        }
        if (query.By != MetricBy.Unit)
            return parts;

        var children = reference
            .Units.EverBelow(query.UnitId)
            .Where(id => reference.Units.ParentAt(id, time.Today) == query.UnitId)
            .ToLookup(id => reference.Units.EverBelow(id).Count > 0);
        foreach (var (child, counted) in children[true].SelectMany(child => months.Values.Select(m => (child, m.Of(child, forms).Count))))
            Add(reference.Units.Find(child)!.Code, counted);
        foreach (var sheet in await standings.ReadOwnAsync([.. children[false]], from, to, cancellation))
            Add(reference.Units.Find(sheet.UnitId)!.Code, ReportingCount.Of(sheet));
        return parts;

        void Add(string key, ReportingCount count)
        {
            if (count.Expected > 0)
                parts[key] = parts.GetValueOrDefault(key) + count;
        }
    }

    private async Task<Dictionary<string, ReportingCount>> ListedAsync(
        MetricQuery query,
        ReferenceData reference,
        DateOnly from,
        DateOnly to,
        CancellationToken cancellation
    )
    {
        var places = new Places(query, reference.Units, time.Today);
        var sheets = await standings.ReadAsync(
            reference,
            query.UnitId,
            from,
            to,
            (unit, day) => places.Of(unit, day) is not null,
            query.AsOf,
            cancellation
        );
        return sheets
            .Where(s => s.IsExpected)
            .GroupBy(s => KeyOf(query, reference, places, s), StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => ReportingCount.Of(g), StringComparer.Ordinal);
    }

    private static string KeyOf(MetricQuery query, ReferenceData reference, Places places, SheetStanding sheet) =>
        query.By switch
        {
            MetricBy.Unit => reference.Units.Find(places.Of(sheet.UnitId, sheet.LastDay)!.Value)!.Code,
            MetricBy.Month => Days.ToMonthText(sheet.Month),
            _ => "",
        };

    private static FigureSet Tell(FigureSet figures, ReportingCount count) =>
        figures with
        {
            Completeness = (count.Approved, count.Expected),
            Timeliness = (count.InTime, count.Due),
        };

    private IEnumerable<MetricRow> Missing(
        MetricQuery query,
        IReadOnlyList<MetricRow> rows,
        IEnumerable<string> keys,
        ReferenceData reference
    )
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
                if (id == query.UnitId)
                    return query.By == MetricBy.Unit ? below : id;
                below = id;
            }
            return null;
        }
    }
}
