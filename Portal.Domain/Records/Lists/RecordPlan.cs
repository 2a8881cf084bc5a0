using System.Collections.Concurrent;
using Portal.Domain.Records.Storage;
using Portal.Domain.Shared;

namespace Portal.Domain.Records.Lists;

/// <summary>Chooses the way to the records of a filter by counting, up to a bound, how many each way passes.</summary>
/// <remarks>
/// A way with few records is read whole and sorted in any order. When each has many, what is wanted is frequent, so that a page fills soon
/// while all records are read in order. A planner that guesses reads a whole year of the district to find ten records of a community.
/// </remarks>
/// <param name="paths">The ways.</param>
/// <param name="filter">The filter.</param>
/// <param name="units">The units whose records are read; null for all.</param>
/// <param name="limits">The bounds between few and many.</param>
/// <param name="chosen">What has been counted for the same list already.</param>
internal sealed class RecordPlan(
    RecordPaths paths,
    RecordFilter filter,
    IReadOnlyList<DatedIds>? units,
    ListLimits limits,
    RecordPlan.ShortestWays? chosen = null
)
{
    /// <summary>For more units the records of each are few among all, and the list of units is long.</summary>
    private const int MostUnits = 400;

    private readonly ShortestWays _chosen = chosen ?? new();
    private readonly IReadOnlyList<RecordAttention> _states = AttentionOfFilter.Of(filter);
    private readonly int[]? _units =
        units is { } some && some.Sum(u => u.Ids.Length) is > 0 and <= MostUnits ? [.. some.SelectMany(u => u.Ids).Distinct()] : null;

    /// <summary>Whether every record of the list needs attention: few among many.</summary>
    private bool NeedsAttention => _states.All(state => state != RecordAttention.None);

    private bool HasPeriod => filter.From is not null || filter.To is not null;

    /// <summary>The plan of the same list on another context, so that both can be read at once. What is counted for one holds for both.</summary>
    /// <param name="other">The ways on that context.</param>
    public RecordPlan On(RecordPaths other) => new(other, filter, units, limits, _chosen);

    /// <summary>Counts now what a page in this order, and the count of the list, need to know.</summary>
    public Task ChooseAsync(RecordSort by, CancellationToken cancellation) => ShortestAsync(by, cancellation);

    /// <summary>The records among which a page in this order is found: those with a value in its column.</summary>
    public async Task<ListSource> WithKeyAsync(RecordSort by, CancellationToken cancellation)
    {
        if (!MayHaveKey(by))
            return ListSource.Nothing;
        var (shortest, count) = await ShortestAsync(by, cancellation);
        if (shortest is not null && count <= limits.Whole)
            return Whole(shortest);
        return by switch
        {
            RecordSort.Accepted => InOrder(Ways().FirstOrDefault(way => way.IsSorted) ?? RecordPaths.ByDay),
            RecordSort.Closed => Otherwise(InOrder(RecordPaths.ByClosing), shortest, count),
            RecordSort.Due => Otherwise(InOrder(await RunsAsync(cancellation)), shortest, count),
            RecordSort.Used => Otherwise(InOrder(RecordPaths.ByUsed), shortest, count),
            RecordSort.Number => InOrder(RecordPaths.ByNumber),
        };
    }

    /// <summary>The records among which a page of those without a value is found, in order of their ids.</summary>
    public async Task<ListSource> WithoutKeyAsync(RecordSort by, CancellationToken cancellation)
    {
        if (!MayLackKey(by))
            return ListSource.Nothing;
        var (shortest, count) = await ShortestAsync(by, cancellation);
        if (shortest is not null && count <= limits.Whole)
            return Whole(shortest);
        // Frequent ones fill the page soon in order of ids, rare ones are at one place of an index.
        var rare = by switch
        {
            RecordSort.Closed => Whole(paths.OfAttention([.. _states.Where(IsOpen)])),
            RecordSort.Due => Whole(paths.OfAttention(_states)),
            RecordSort.Used => shortest is null ? InOrder(RecordPaths.ById) : Whole(shortest),
            RecordSort.Accepted or RecordSort.Number => throw new InvalidOperationException("Every record has a value."),
        };
        return InOrder(RecordPaths.ById) with { Otherwise = rare };
    }

    /// <summary>The records among which those of the list are counted, in any order.</summary>
    public async Task<ListSource> ToCountAsync(CancellationToken cancellation)
    {
        var (shortest, count) = await ShortestAsync(RecordSort.Accepted, cancellation);
        if (shortest is not null && count <= limits.Whole)
            return Whole(shortest);
        // The unit is compared in the index: only the records of few units are read, whatever needs attention elsewhere.
        if (NeedsAttention)
            return InOrder(_units is null ? paths.OfAttention(_states) : paths.OfAttention(_states, _units));
        // What was closed in a period is one stretch of that index.
        return HasPeriod && filter.Basis == RecordBasis.Closed && filter.Measure != RecordMeasure.Backlog
            ? InOrder(RecordPaths.ByClosing)
            : await WithKeyAsync(RecordSort.Accepted, cancellation);
    }

    /// <summary>
    /// Reads the beginning of each run first: mostly it fills the page. When it does not, what is wanted is rare or far away, and all that
    /// the shortest way passes is sorted.
    /// </summary>
    private ListSource Otherwise(ListSource inOrder, RecordPaths.Way? shortest, long count) =>
        shortest is null || (count > limits.Sorted && !HasPeriod) ? inOrder : inOrder with { Otherwise = Whole(shortest) };

    private bool MayHaveKey(RecordSort by) =>
        _states.Count > 0
        && (by is RecordSort.Accepted or RecordSort.Due or RecordSort.Number || filter.AsOf is not null || !_states.All(IsOpen));

    private bool MayLackKey(RecordSort by) =>
        by switch
        {
            RecordSort.Accepted or RecordSort.Number => false,
            RecordSort.Closed => filter.AsOf is not null || _states.Any(IsOpen),
            RecordSort.Due => filter is not ({ Overdue: true } or { DueWithinDays: not null })
                && filter.Measure is not (RecordMeasure.Due or RecordMeasure.Overdue or RecordMeasure.OpenOverdue),
            RecordSort.Used => filter.Measure != RecordMeasure.Timed,
        };

    private async Task<RecordPaths.Way[]> RunsAsync(CancellationToken cancellation) =>
        [.. (await paths.ExistingAsync(_states, cancellation)).Select(RecordPaths.ByDue)];

    /// <summary>The shortest of the ways to the filter's records, and how many it passes, counted up to the bound that matters.</summary>
    private async Task<(RecordPaths.Way? Way, long Count)> ShortestAsync(RecordSort by, CancellationToken cancellation)
    {
        if (filter.CaseNo is { } caseNo)
            return (RecordPaths.OfNumber(caseNo), 0);
        var most = by == RecordSort.Accepted && !NeedsAttention ? limits.Whole : limits.Sorted;
        if (_chosen.Find(most) is { } known)
            return known;
        var shortest = await ShortestOfAsync(most, cancellation);
        _chosen.Add(most, shortest);
        return shortest;
    }

    /// <inheritdoc cref="ShortestAsync"/>
    private async Task<(RecordPaths.Way? Way, long Count)> ShortestOfAsync(int most, CancellationToken cancellation)
    {
        (RecordPaths.Way? Way, long Count) shortest = (null, long.MaxValue);
        var needAttention = long.MaxValue;
        foreach (var way in Ways())
        {
            var count = await paths.CountAsync(way, most + 1, cancellation);
            if (way.Index == RecordIndexes.Due)
                needAttention = count;
            if (count < shortest.Count)
                shortest = (way, count);
            if (count <= limits.Whole)
                return shortest;
        }
        // Those of the units are found by passing all of the kind: where these are many, a page of the units fills sooner.
        if (_units is not null && needAttention <= limits.Sorted)
        {
            var way = paths.OfAttention(_states, _units);
            return (way, await paths.CountAsync(way, most + 1, cancellation));
        }
        return shortest;
    }

    /// <summary>The ways to the filter's records, the one with the fewest records likely first.</summary>
    private IEnumerable<RecordPaths.Way> Ways()
    {
        if (NeedsAttention)
            yield return paths.OfAttention(_states);
        if (filter.ItemId is { } item and not RecordFilter.None)
            yield return RecordPaths.OfItem(item);
        if (_units is not null)
            yield return paths.OfUnits(_units);
        if (HasPeriod && (filter.Basis == RecordBasis.Accepted || filter.Measure == RecordMeasure.Backlog))
            yield return RecordPaths.OfDays((Number(filter.From, DateOnly.MinValue), Number(filter.To, DateOnly.MaxValue)));
    }

    private ListSource Whole(RecordPaths.Way way) => Source([way], isWhole: true);

    private ListSource InOrder(params RecordPaths.Way[] ways) => Source(ways, isWhole: false);

    private ListSource Source(RecordPaths.Way[] ways, bool isWhole) =>
        new(
            [.. ways.Select(way => paths.Read(way, isWhole))],
            isWhole,
            ByDay: !isWhole && ways is [{ Index: RecordIndexes.Day }],
            CoversUnits: ways is [{ Index: RecordIndexes.Unit }] && units is not null && units.All(u => u.IsAlways),
            CoversItem: ways is [{ Index: RecordIndexes.Item }]
        );

    private static int Number(DateOnly? day, DateOnly none) => Days.ToNumber(day ?? none);

    private static bool IsOpen(RecordAttention state) => state.HasFlag(RecordAttention.Open);

    /// <summary>The shortest ways of one list, by the bound up to which each was counted. Safe for two readers at once.</summary>
    internal sealed class ShortestWays
    {
        private readonly ConcurrentDictionary<int, (RecordPaths.Way? Way, long Count)> _byBound = new();

        public (RecordPaths.Way? Way, long Count)? Find(int most) => _byBound.TryGetValue(most, out var found) ? found : null;

        public void Add(int most, (RecordPaths.Way? Way, long Count) shortest) => _byBound[most] = shortest;
    }
}

/// <summary>The bounds between few and many records.</summary>
/// <param name="Whole">The most records that are read whole and sorted in any order: some 10 ms on either database.</param>
/// <param name="Sorted">
/// The most records that are read whole where the order of an index alone might pass all records before a page is full.
/// </param>
/// <param name="Begin">The most records from the beginning of an order that are read before those are.</param>
internal sealed record ListLimits(int Whole, int Sorted, int Begin)
{
    public static readonly ListLimits Default = new(Whole: 5_000, Sorted: 20_000, Begin: 2_000);
}
