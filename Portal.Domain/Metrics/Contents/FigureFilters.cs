using Portal.Domain.Catalogue;
using Portal.Domain.Figures.Sources;
using Portal.Domain.Metrics.Formulas;
using Portal.Domain.Metrics.Reading;
using Portal.Domain.Records;
using Portal.Domain.Records.Lists;

namespace Portal.Domain.Metrics.Contents;

/// <summary>Makes the filter of the records that a number of an answer counts.</summary>
public static class FigureFilters
{
    /// <summary>
    /// The filter of the records of one row. Where sheets are a source of record, <see cref="FigureContents"/> divides it into records
    /// and sheets.
    /// </summary>
    /// <returns>
    /// Null where no list is the number: withdrawn and not accepted records have no day of closing, breakdowns by item have no backlog, and
    /// a unit that hung below the query's on several separate spans of days has no one period. Nor has the backlog of a day where months
    /// are reported as a whole.
    /// </returns>
    /// <param name="query">The query of the answer.</param>
    /// <param name="row">A row of the answer.</param>
    /// <param name="part">What of the row is counted.</param>
    /// <param name="reference">Units and items.</param>
    /// <param name="sources">Which months are reported; no day holds figures of a sheet.</param>
    public static RecordFilter? Of(MetricQuery query, MetricRow row, PartContent part, ReferenceData reference, SourceRules sources)
    {
        var basis = part.Basis ?? query.Basis;
        if (part.Measure is RecordMeasure.Withdrawn or RecordMeasure.NotAccepted && basis == MetricBasis.Closed)
            return null;
        if (part.Measure == RecordMeasure.Backlog && query.By is MetricBy.Item or MetricBy.Channel or MetricBy.Department)
            return null;
        var isBacklog = part.Measure == RecordMeasure.Backlog;
        var leavesOutSheets = query.By == MetricBy.Day && sources.AnyOf(query.Stream);
        if (isBacklog && leavesOutSheets)
            return null;
        if (Period(query, row) is not { } period || Below(query, row, reference, isBacklog) is not { } below)
            return null;
        var filter = new RecordFilter(query.Stream)
        {
            UnitId = row.UnitId,
            Own = row.IsOwn,
            Structure = query.Structure == MetricStructure.Today ? RecordStructure.Today : RecordStructure.Then,
            From = isBacklog ? below.From : Later(period.From, below.From),
            To = below.To < period.To ? below.To : period.To,
            Basis = basis == MetricBasis.Closed ? RecordBasis.Closed : RecordBasis.Accepted,
            Channel = query.Channel,
            Measure = part.Measure,
            Counted = leavesOutSheets,
            AsOf = query.AsOf,
        };
        return query.By switch
        {
            MetricBy.Item => filter with { ItemId = row.Key.Length == 0 ? RecordFilter.None : reference.Items.Find(row.Key)?.Id },
            MetricBy.Department => filter with
            {
                DepartmentId = row.Key.Length == 0 ? RecordFilter.None : reference.Units.Find(row.Key)?.Id,
            },
            MetricBy.Channel when Enum.TryParse<Channel>(row.Key, ignoreCase: true, out var channel) => filter with { Channel = channel },
            MetricBy.Channel => filter with { WithoutChannel = true },
            MetricBy.None or MetricBy.Unit or MetricBy.Month or MetricBy.Day => filter,
        };
    }

    /// <summary>The days of the row: of the query, within the month or on the day of the row.</summary>
    private static MetricPeriod? Period(MetricQuery query, MetricRow row)
    {
        var key =
            query.By is MetricBy.Month or MetricBy.Day ? row.Key
            : row.Month is { } month ? Shared.Days.ToMonthText(month)
            : null;
        if (key is null)
            return query.Period;
        if (!MetricPeriod.TryParse(key, key, out var step))
            return null;
        var (from, to) = (Later(step.From, query.Period.From), step.To < query.Period.To ? step.To : query.Period.To);
        return from <= to ? new(from, to) : null;
    }

    /// <summary>
    /// By the structure of then, the days on which the row's unit hung directly below the query's; both ends null for all days. Null when
    /// they are several spans.
    /// </summary>
    private static (DateOnly? From, DateOnly? To)? Below(MetricQuery query, MetricRow row, ReferenceData reference, bool isBacklog)
    {
        if (query.By != MetricBy.Unit || row.IsOwn || query.Structure == MetricStructure.Today || !reference.Units.HasMoved)
            return (null, null);
        var first = isBacklog ? DateOnly.MinValue : query.Period.From;
        var spans = reference.Units.SpansBelow(row.UnitId, query.UnitId).Where(s => s.To >= first && s.From <= query.Period.To).ToList();
        if (spans is not [var (from, to)])
            return null;
        return (from == DateOnly.MinValue ? null : from, to == DateOnly.MaxValue ? null : to);
    }

    private static DateOnly Later(DateOnly day, DateOnly? other) => other is { } known && known > day ? known : day;
}
