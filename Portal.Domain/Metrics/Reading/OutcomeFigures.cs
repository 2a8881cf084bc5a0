using System.Diagnostics;
using Portal.Domain.Catalogue;
using Portal.Domain.Metrics.Formulas;
using Portal.Domain.Outcomes;
using Portal.Domain.Shared;

namespace Portal.Domain.Metrics.Reading;

/// <summary>Adds what came of supervision (cards, rectifications, campaigns) to the rows of an answer.</summary>
/// <remarks>
/// As it stands now: how it stood at an earlier instant is not kept. The metrics reader has checked that the unit is in scope.
/// </remarks>
internal sealed class OutcomeFigures(IEnumerable<IOutcomeSource> sources, DistrictTime time)
{
    /// <summary>Sets the counts in the rows, and adds rows for units and months that have them without a record.</summary>
    public async Task<IReadOnlyList<MetricRow>> AddAsync(
        MetricQuery query,
        IReadOnlyList<MetricRow> rows,
        ReferenceData reference,
        CancellationToken cancellation
    )
    {
        if (query.By is not (MetricBy.None or MetricBy.Unit or MetricBy.Month) || query.Channel is not null || query.AsOf is not null)
            return rows;
        var places = new AnswerUnits(query, reference.Units, time.Today);
        OutcomeSpan[] spans =
            query.By == MetricBy.Month
                ? [.. query.Period.Months.Select(month => Cut(month, query.Period))]
                : [new(query.Period.From, query.Period.To)];
        var parts = new Dictionary<string, OutcomeCounts>(StringComparer.Ordinal);
        foreach (var source in sources)
        {
            foreach (var (span, outcomes) in spans.Zip(await source.ReadAsync(spans, cancellation)))
            {
                foreach (var outcome in outcomes)
                {
                    if (places.Of(outcome.UnitId, outcome.Day) is { } unit)
                    {
                        var key = KeyOf(query, reference, unit, span);
                        parts[key] = parts.GetValueOrDefault(key, new()) + outcome.Counts;
                    }
                }
            }
        }
        return
        [
            .. rows.Concat(places.RowsWithoutRecords(rows, parts.Keys))
                .Select(r => parts.TryGetValue(r.Key, out var counts) ? r with { Figures = r.Figures with { Outcomes = counts } } : r)
                .OrderBy(r => r.Key, StringComparer.Ordinal),
        ];
    }

    private static OutcomeSpan Cut(DateOnly month, MetricPeriod period) =>
        new(Days.Later(month, period.From), Days.Earlier(Days.MonthEnd(month), period.To));

    private static string KeyOf(MetricQuery query, ReferenceData reference, int unit, OutcomeSpan span) =>
        query.By switch
        {
            MetricBy.Unit => reference.Units.Find(unit)!.Code,
            MetricBy.Month => Days.ToMonthText(span.From),
            MetricBy.None => "",
            MetricBy.Day or MetricBy.Item or MetricBy.Channel or MetricBy.Department => throw new UnreachableException(),
        };
}
