using System.Globalization;
using Portal.Domain.Access;
using Portal.Domain.Catalogue;
using Portal.Domain.Metrics.Formulas;
using Portal.Domain.Metrics.Reading;
using Portal.Domain.Reports.Monthly.Wording;
using Portal.Domain.Shared;

namespace Portal.Domain.Reports.CustomTables;

/// <summary>Answers a question for a table from the figures.</summary>
public sealed class TableReader(IMetricsReader metrics, ConsistentRead steady, IReferenceReader references, DistrictTime time)
{
    /// <summary>The table, with a total where every row adds up to it.</summary>
    /// <param name="actor">Whoever reads it, not whoever saved the question.</param>
    /// <param name="query">One without a <see cref="TableQuery.Problem"/>.</param>
    /// <param name="culture">The language of its names.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <returns>Null when there is no such unit, or it is out of the actor's scope.</returns>
    /// <exception cref="ArgumentException">The query has a problem.</exception>
    public async Task<AskedTable?> ReadAsync(Actor actor, TableQuery query, CultureInfo culture, CancellationToken cancellation = default)
    {
        if (query.Problem() is { } problem)
            throw new ArgumentException(problem, nameof(query));
        var reference = await references.GetAsync(cancellation);
        if (
            reference.Units.Find(query.Unit) is not { } unit
            || !actor.ScopeFor(Permissions.ReportsRead).Contains(reference.Units, unit.Id, time.Today)
        )
            return null;
        var words = new ReportWords(culture);
        var reading = new TableReading(metrics, reference, query, unit);
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
        return new(table, TableCharts.Of(query, table));
    }

    private static async Task<TableAnswer> PlainAsync(
        TableReading reading,
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
            reading.Without(parts)
        );
    }

    /// <summary>Month by month: a row that lacks a month has nothing there.</summary>
    private static async Task<TableAnswer> ByMonthAsync(
        TableReading reading,
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
            reading.Without([.. names.Select(n => new TablePart(n.Key, n.Value, new()))])
        );
    }

    /// <param name="Totals">Of the unit as a whole, one for each column but the first.</param>
    /// <param name="Without">Names of units that are there but have no records.</param>
    private sealed record TableAnswer(IReadOnlyList<ReportRow> Rows, IReadOnlyList<ReportCell> Totals, IReadOnlyList<string> Without);
}

/// <param name="Chart">Null where a chart would say nothing: no rows, too many of them, or months as columns.</param>
public sealed record AskedTable(ReportTable Table, ReportChart? Chart);
