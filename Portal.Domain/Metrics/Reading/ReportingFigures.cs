using System.Diagnostics;
using Portal.Domain.Catalogue;
using Portal.Domain.Figures.Forms;
using Portal.Domain.Figures.Owed;
using Portal.Domain.Metrics.Formulas;
using Portal.Domain.Organisation;
using Portal.Domain.Shared;

namespace Portal.Domain.Metrics.Reading;

/// <summary>Adds completeness and timeliness of the units' monthly figures to the rows of an answer.</summary>
/// <remarks>A sheet counts if the period contains its whole month, for the units above its unit on the last day of that month. The
/// reader has asked whether the unit is in scope.</remarks>
internal sealed class ReportingFigures(SheetProgressReader progress, SheetTotals totals, IFigureReferences figures, DistrictTime time)
{
    /// <summary>Sets both figures in the rows, and adds rows for units and months that owe figures but have no record.</summary>
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

        var parts = CanUseTotals(query, reference.Units)
            ? await FromTotalsAsync(query, reference, from, to, cancellation)
            : await FromSheetsAsync(query, reference, from, to, cancellation);
        return
        [
            .. rows.Concat(new AnswerUnits(query, reference.Units, time.Today).RowsWithoutRecords(rows, parts.Keys))
                .Select(r => parts.TryGetValue(r.Key, out var count) ? r with { Figures = WithReporting(r.Figures, count) } : r)
                .OrderBy(r => r.Key, StringComparer.Ordinal),
        ];
    }

    /// <summary>Stored totals follow today's structure: they apply if it was asked for, or if no unit ever moved.</summary>
    private static bool CanUseTotals(MetricQuery query, UnitTree units) =>
        query.AsOf is null && (!units.HasMoved || query.Structure == MetricStructure.Today) && units.EverChildren(query.UnitId).Count > 0;

    /// <summary>From the monthly totals, without listing the sheets: a province owes hundreds of thousands a month.</summary>
    private async Task<Dictionary<string, ReportingCount>> FromTotalsAsync(
        MetricQuery query,
        ReferenceData reference,
        DateOnly from,
        DateOnly to,
        CancellationToken cancellation
    )
    {
        var forms = (await figures.GetAsync(cancellation)).Forms;
        var months = await totals.ReadAsync(UnitScope.Everything, from, to, cancellation);
        var parts = new Dictionary<string, ReportingCount>(StringComparer.Ordinal);
        foreach (var (month, counted) in months)
        {
            if (query.By == MetricBy.Unit)
                continue;
            Add(query.By == MetricBy.Month ? Days.ToMonthText(month) : "", counted.Of(query.UnitId, forms).Count);
        }
        if (query.By != MetricBy.Unit)
            return parts;

        var rows = new AnswerUnits(query, reference.Units, time.Today);
        var children = reference
            .Units.EverChildren(query.UnitId)
            .Where(id => reference.Units.ParentAt(id, time.Today) == query.UnitId)
            .ToLookup(id => reference.Units.EverChildren(id).Count > 0);
        foreach (var (child, counted) in children[true].SelectMany(child => months.Values.Select(m => (child, m.Of(child, forms).Count))))
            Add(CodeOf(rows.RowOf(child)), counted);
        int[] single = [query.UnitId, .. children[false]];
        foreach (var sheet in await progress.ReadOwnAsync(UnitScope.Everything, single, from, to, cancellation))
            Add(CodeOf(rows.RowOf(sheet.UnitId)), ReportingCount.Of(sheet));
        return parts;

        string CodeOf(int unitId) => reference.Units.Find(unitId)!.Code;

        void Add(string key, ReportingCount count)
        {
            if (count.Expected > 0)
                parts[key] = parts.GetValueOrDefault(key) + count;
        }
    }

    private async Task<Dictionary<string, ReportingCount>> FromSheetsAsync(
        MetricQuery query,
        ReferenceData reference,
        DateOnly from,
        DateOnly to,
        CancellationToken cancellation
    )
    {
        var answerUnits = new AnswerUnits(query, reference.Units, time.Today);
        var sheets = await progress.ReadAsync(
            reference,
            query.UnitId,
            from,
            to,
            (unit, day) => answerUnits.Of(unit, day) is not null,
            query.AsOf,
            cancellation
        );
        return sheets
            .Where(s => s.IsExpected)
            .GroupBy(s => KeyOf(query, reference, answerUnits, s), StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => ReportingCount.Of(g), StringComparer.Ordinal);
    }

    private static string KeyOf(MetricQuery query, ReferenceData reference, AnswerUnits answerUnits, OwedSheetProgress sheet) =>
        query.By switch
        {
            MetricBy.Unit => reference.Units.Find(answerUnits.Of(sheet.UnitId, sheet.LastDay)!.Value)!.Code,
            MetricBy.Month => Days.ToMonthText(sheet.Month),
            MetricBy.None => "",
            MetricBy.Day or MetricBy.Item or MetricBy.Channel or MetricBy.Department => throw new UnreachableException(),
        };

    private static FigureSet WithReporting(FigureSet figures, ReportingCount count) =>
        figures with
        {
            Completeness = (count.Approved, count.Expected),
            Timeliness = (count.InTime, count.Due),
        };
}
