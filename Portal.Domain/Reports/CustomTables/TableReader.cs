using System.Globalization;
using Portal.Domain.Access;
using Portal.Domain.Catalogue;
using Portal.Domain.Metrics.Formulas;
using Portal.Domain.Metrics.Reading;
using Portal.Domain.Reports.Monthly.Wording;
using Portal.Domain.Reports.Refusals;
using Portal.Domain.Shared;

namespace Portal.Domain.Reports.CustomTables;

/// <summary>Reads the table of a query from the figures.</summary>
public sealed class TableReader(IMetricsReader metrics, ConsistentRead steady, IReferenceReader references, DistrictTime time)
{
    /// <summary>The table, with a total where every row adds up to it.</summary>
    /// <param name="actor">The reader of the table, not the author of the query.</param>
    /// <param name="query">Rows and columns of the table.</param>
    /// <param name="culture">The language of its names.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <returns>Refused when the query is invalid, or its unit is not in the actor's scope.</returns>
    public async Task<Outcome<CustomTable>> ReadAsync(
        Actor actor,
        TableQuery query,
        CultureInfo culture,
        CancellationToken cancellation = default
    )
    {
        if (query.Check() is { } refusal)
            return refusal;
        var reference = await references.GetAsync(cancellation);
        if (
            reference.Units.Find(query.Unit) is not { } unit
            || !actor.ScopeFor(Permissions.ReportsRead).Contains(reference.Units, unit.Id, time.Today)
        )
            return ReportRefusal.UnitIsNotReadable;
        var words = new ReportWords(culture);
        var reading = new TableFigures(metrics, reference, query, unit, words);
        var lines = new TableLines(query, words);
        var (rows, totals, without) = await steady.ReadAsync(
            () => query.ByMonth ? ByMonthAsync(reading, lines, query, cancellation) : PlainAsync(reading, lines, query, cancellation),
            cancellation
        );
        List<ReportRow> all = [.. rows];
        if (lines.Total(rows, totals) is { } total)
            all.Add(total);
        var texts = new TableTexts(words);
        var table = new ReportTable("asked", texts.Title(query, reference.Units.NameAt(unit.Id, query.Key!.Period.To)), lines.Columns, all)
        {
            Notes = texts.Notes(query, reference.Units, without, all),
        };
        return new CustomTable(table, TableCharts.Of(query, table));
    }

    private static async Task<TableAnswer> PlainAsync(
        TableFigures reading,
        TableLines lines,
        TableQuery query,
        CancellationToken cancellation
    )
    {
        var period = query.Key!.Period;
        var parts = await reading.PartsAsync(period, cancellation);
        var total = await reading.TotalAsync(period, cancellation);
        return new(
            [.. parts.Select(p => lines.Row(p.Key, p.Name, p.Figures))],
            lines.TotalCells(total, [.. parts.Select(p => p.Figures)]),
            reading.NamesWithoutRecords(parts)
        );
    }

    /// <summary>Months as columns: a row without records in a month has an empty cell there.</summary>
    private static async Task<TableAnswer> ByMonthAsync(
        TableFigures reading,
        TableLines lines,
        TableQuery query,
        CancellationToken cancellation
    )
    {
        var (names, cells, totals) = (
            new SortedDictionary<string, string>(StringComparer.Ordinal),
            new Dictionary<(string Key, DateOnly Month), ReportCell>(),
            new List<ReportCell>()
        );
        List<DateOnly> months = [.. query.Key!.Period.Months];
        foreach (var month in months)
        {
            var period = new MetricPeriod(month, Days.MonthEnd(month));
            var parts = await reading.PartsAsync(period, cancellation);
            foreach (var part in parts)
            {
                names[part.Key] = part.Name;
                cells[(part.Key, month)] = lines.Value(query.Metrics[0], part.Figures);
            }
            totals.Add(
                lines.TotalValue(query.Metrics[0], await reading.TotalAsync(period, cancellation), [.. parts.Select(p => p.Figures)])
            );
        }
        return new(
            [
                .. names.Select(n => new ReportRow(
                    n.Key.Length == 0 ? "-" : n.Key,
                    [
                        ReportCell.Of(lines.Name(n.Key, n.Value)),
                        .. months.Select(m => cells.GetValueOrDefault((n.Key, m), ReportCell.Of((decimal?)null))),
                    ]
                )),
            ],
            totals,
            reading.NamesWithoutRecords([.. names.Select(n => new TablePart(n.Key, n.Value, new()))])
        );
    }

    /// <param name="Totals">Of the unit as a whole, one for each column but the first.</param>
    /// <param name="Without">Names of units without records.</param>
    private sealed record TableAnswer(IReadOnlyList<ReportRow> Rows, IReadOnlyList<ReportCell> Totals, IReadOnlyList<string> Without);
}

/// <param name="Chart">Null when a chart would show nothing: no rows, too many of them, or months as columns.</param>
public sealed record CustomTable(ReportTable Table, ReportChart? Chart);
