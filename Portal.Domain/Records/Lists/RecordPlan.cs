using Portal.Domain.Records.Storage;

namespace Portal.Domain.Records.Lists;

/// <summary>Chooses the way to the records of a filter by counting, up to a bound, how many each way passes.</summary>
/// <remarks>
/// A way with few records is read whole and sorted in any order. When each has many, what is wanted is frequent, so that a page fills soon
/// while all records are read in order. A planner that guesses reads a whole year of the district to find ten records of a community.
/// </remarks>
internal sealed class RecordPlan(RecordPaths paths, RecordFilter filter, IReadOnlyList<DatedIds>? units)
{
    /// <summary>The most records that are read whole: some 10 ms on either database.</summary>
    private const int MostWhole = 5_000;

    /// <summary>For more units the records of each are few among all, and the list of units is long.</summary>
    private const int MostUnits = 400;

    public async Task<ListSource> ChooseAsync(RecordOrder order, CancellationToken cancellation)
    {
        if (filter.CaseNo is { } caseNo)
            return Whole(RecordPaths.OfNumber(caseNo));
        var ways = Ways().ToList();
        (RecordPaths.Way Way, long Count)? shortest = null;
        foreach (var way in ways)
        {
            var count = await paths.CountAsync(way, MostWhole + 1, cancellation);
            if (shortest is null || count < shortest.Value.Count)
                shortest = (way, count);
        }
        if (shortest is { Count: <= MostWhole } few)
            return Whole(few.Way);
        if (order.By == RecordSort.Accepted)
        {
            return InOrder(ways.Find(way => way.IsSorted) ?? RecordPaths.ByDay);
        }
        if (order.By == RecordSort.Closed)
            return InOrder(RecordPaths.ByClosing);
        if (order.By == RecordSort.Number)
            return InOrder(RecordPaths.ByNumber);
        // No index has this order: all that meets the filter is sorted.
        return InOrder(shortest?.Way ?? RecordPaths.ByDay) with { IsWhole = true, ByDay = false };
    }

    private ListSource Whole(RecordPaths.Way way) => Source(way, isWhole: true);

    private ListSource InOrder(RecordPaths.Way way) => Source(way, isWhole: false);

    private ListSource Source(RecordPaths.Way way, bool isWhole) =>
        new(
            paths.Read(way, isWhole),
            isWhole,
            ByDay: way == RecordPaths.ByDay,
            CoversUnits: way.Index == RecordIndexes.Unit && units is not null && units.All(u => u.IsAlways),
            CoversItem: way.Index == RecordIndexes.Item
        );

    /// <summary>The ways to the filter's records, the one with the fewest records likely first.</summary>
    private IEnumerable<RecordPaths.Way> Ways()
    {
        if (filter.Doubtful is true)
            yield return RecordPaths.OfDoubts;
        if (NeedsAttention())
            yield return RecordPaths.OfAttention;
        if (filter.ItemId is { } item and not RecordFilter.None)
            yield return RecordPaths.OfItem(item);
        if (units is { } some && some.Sum(u => u.Ids.Length) is > 0 and <= MostUnits)
            yield return paths.OfUnits([.. some.SelectMany(u => u.Ids).Distinct()]);
    }

    /// <summary>Whether every record of the filter is in the index of those that need attention.</summary>
    private bool NeedsAttention() =>
        filter.AsOf is null
        && (
            filter is { Open: true } or { Overdue: true } or { DueWithinDays: not null }
            || filter.Outcome is CaseOutcome.Withdrawn or CaseOutcome.NotAccepted
            || filter.Ratings is { Count: > 0 } ratings && ratings.All(grade => grade is 1 or 2)
            || filter.Measure
                is RecordMeasure.Open
                    or RecordMeasure.Overdue
                    or RecordMeasure.OpenOverdue
                    or RecordMeasure.Withdrawn
                    or RecordMeasure.NotAccepted
        );
}

/// <summary>The records among which a list is found.</summary>
/// <param name="Records">Still to be filtered.</param>
/// <param name="IsWhole">They are few, or no index has the order: all are read.</param>
/// <param name="ByDay">They come along the index that begins with the day of acceptance.</param>
/// <param name="CoversUnits">They are those of the filter's units: a planner takes the same condition twice for two and guesses low.</param>
/// <param name="CoversItem">They are those of the filter's item.</param>
internal sealed record ListSource(IQueryable<ServiceRecord> Records, bool IsWhole, bool ByDay, bool CoversUnits, bool CoversItem);
