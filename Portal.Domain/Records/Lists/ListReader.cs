using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.Data;
using Portal.Domain.Shared;

namespace Portal.Domain.Records.Lists;

/// <summary>A list for one reader: what belongs to it, and the ways to it.</summary>
internal sealed record PreparedList(PortalDb Db, RecordPlan Plan, RecordConditions Conditions);

/// <summary>Reads a list in one order: first the records with a value in its column, then the others in order of their ids.</summary>
/// <param name="list">The list.</param>
/// <param name="order">The order.</param>
/// <param name="limits">The bounds between few and many records.</param>
/// <param name="atOnce">The records of a page of the whole list.</param>
/// <param name="time">The district's time.</param>
internal sealed class ListReader(PreparedList list, RecordOrder order, ListLimits limits, int atOnce, DistrictTime time)
{
    /// <summary>The records after the cursor, at most so many; from the first when it is null.</summary>
    public async Task<List<ServiceRecord>> PageAsync(RecordCursor? after, int count, CancellationToken cancellation)
    {
        var found = new List<ServiceRecord>();
        if (after is not { Key: null })
            found = await WithKeyAsync(await list.Plan.WithKeyAsync(order.By, cancellation), after, count, cancellation);
        if (found.Count < count)
        {
            var part = WithoutKey(after is { Key: null } ? after?.Id : null);
            var source = await list.Plan.WithoutKeyAsync(order.By, cancellation);
            found.AddRange(await MergedAsync(source, part, count - found.Count, cancellation));
        }
        return found;
    }

    /// <summary>All records, page by page. The plan is made once, and what is read whole is sorted once.</summary>
    public async IAsyncEnumerable<List<ServiceRecord>> AllAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        var withKey = await list.Plan.WithKeyAsync(order.By, cancellation);
        await foreach (
            var page in order.By == RecordSort.Number ? ByNumberAsync(withKey, cancellation) : WithKeyAsync(withKey, cancellation)
        )
            yield return page;
        var withoutKey = await list.Plan.WithoutKeyAsync(order.By, cancellation);
        await foreach (var page in PagesAsync(withoutKey, after => WithoutKey(after?.Id), replan: null, cancellation))
            yield return page;
    }

    private IAsyncEnumerable<List<ServiceRecord>> WithKeyAsync(ListSource source, CancellationToken cancellation)
    {
        // A record that becomes overdue meanwhile moves to another run, which may not have been there.
        Func<Task<ListSource>>? replan = order.By == RecordSort.Due ? () => list.Plan.WithKeyAsync(order.By, cancellation) : null;
        return PagesAsync(source, WithKey, replan, cancellation);
    }

    private async IAsyncEnumerable<List<ServiceRecord>> ByNumberAsync(
        ListSource source,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        for (RecordCursor? after = null; ; )
        {
            var page = await WithKeyAsync(source, after, atOnce, cancellation);
            yield return page;
            if (page.Count < atOnce)
                yield break;
            after = RecordSorting.CursorOf(page[^1], order.By);
        }
    }

    private async IAsyncEnumerable<List<ServiceRecord>> PagesAsync(
        ListSource source,
        Func<RecordCursor?, ListPart> partAfter,
        Func<Task<ListSource>>? replan,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        for (RecordCursor? after = null; ; )
        {
            var part = partAfter(after);
            if (await BeginningAsync(source, part, atOnce, cancellation) is not { } page)
            {
                await foreach (var some in WholeAsync(source.Otherwise!, part, cancellation))
                    yield return some;
                yield break;
            }
            yield return page;
            if (page.Count < atOnce)
                yield break;
            after = RecordSorting.CursorOf(page[^1], order.By);
            if (replan is not null)
                source = await replan();
        }
    }

    /// <summary>Reads the ids in order, then the records by id: no statement stays open while the reader of the list is slow.</summary>
    private async IAsyncEnumerable<List<ServiceRecord>> WholeAsync(
        ListSource whole,
        ListPart part,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        var records = list.Conditions.Apply(part.Rest(whole.Runs.Single()), whole);
        var ids = await part.Sort(records, whole).Select(r => r.Id).ToListAsync(cancellation);
        foreach (var some in ids.Chunk(atOnce))
        {
            // A record that has moved to another unit meanwhile may be none that the reader may see.
            var found = await list
                .Conditions.OfUnits(list.Db.Records.AsNoTracking().Where(r => EF.Parameter(some).Contains(r.Id)))
                .ToDictionaryAsync(r => r.Id, cancellation);
            yield return [.. some.Where(found.ContainsKey).Select(id => found[id])];
        }
    }

    private async Task<List<ServiceRecord>> WithKeyAsync(
        ListSource source,
        RecordCursor? after,
        int count,
        CancellationToken cancellation
    ) =>
        order.By == RecordSort.Number && after is { } last
            ? await AfterNumberAsync(source, last.Id, count, cancellation)
            : await MergedAsync(source, WithKey(after), count, cancellation);

    /// <summary>The records with a value in the column of the order, from those after the cursor on.</summary>
    private ListPart WithKey(RecordCursor? after)
    {
        return new(
            Rest,
            (run, of) => RecordSorting.Sorted(run, order, of.ByDay),
            Begins: run => list.Conditions.Bounded(run, order.By),
            Merge: found => RecordSorting.Merged(found, order)
        );

        IQueryable<ServiceRecord> Rest(IQueryable<ServiceRecord> run)
        {
            var withKey = RecordSorting.WithKey(run, order.By);
            return after is { Key: { } key, Id: var id } ? RecordSorting.After(withKey, order, (key, id), time) : withKey;
        }
    }

    /// <summary>The others, from those after the id on.</summary>
    private ListPart WithoutKey(long? after) =>
        new(
            Rest: run => RecordSorting.WithoutKey(run, order.By)!,
            Sort: (run, _) => RecordSorting.SortedById(run, order.Descending, after),
            Begins: run => run,
            Merge: found => found
        );

    /// <summary>The records after the one with this id in order of sources and numbers; none when there is no such record.</summary>
    private async Task<List<ServiceRecord>> AfterNumberAsync(ListSource source, long id, int count, CancellationToken cancellation)
    {
        var found = new List<ServiceRecord>();
        // Records are never deleted: an id that is not there is none that this list gave.
        var place = await list
            .Db.Records.Where(r => r.Id == id)
            .Select(r => new { r.SourceId, r.CaseNo })
            .FirstOrDefaultAsync(cancellation);
        if (place is null)
            return found;
        foreach (var rest in RecordSorting.AfterNumber(order.Descending, place.SourceId, place.CaseNo))
        {
            if (found.Count >= count)
                break;
            var part = WithKey(after: null) with { Rest = rest, Merge = merged => merged };
            found.AddRange(await MergedAsync(source, part, count - found.Count, cancellation));
        }
        return found;
    }

    /// <summary>The first records of a part of the list.</summary>
    /// <param name="source">The records among which they are.</param>
    /// <param name="part">The part.</param>
    /// <param name="count">The largest number of records.</param>
    /// <param name="cancellation">Cancels the reading.</param>
    private async Task<List<ServiceRecord>> MergedAsync(ListSource source, ListPart part, int count, CancellationToken cancellation) =>
        await BeginningAsync(source, part, count, cancellation) ?? await MergedAsync(source.Otherwise!, part, count, cancellation);

    /// <inheritdoc cref="MergedAsync"/>
    /// <returns>Null when the beginning of a run does not fill the page, and more follows: the other source has to be read.</returns>
    private async Task<List<ServiceRecord>?> BeginningAsync(ListSource source, ListPart part, int count, CancellationToken cancellation)
    {
        var found = new List<ServiceRecord>();
        foreach (var run in source.Runs)
        {
            var records = part.Rest(run);
            if (source.Otherwise is not null)
                records = part.Sort(part.Begins(records), source).Take(limits.Begin);
            var page = await part.Sort(list.Conditions.Apply(records, source), source).Take(count).ToListAsync(cancellation);
            // What follows the beginning of this run may come before what another run gave.
            if (source.Otherwise is not null && page.Count < count && await records.CountAsync(cancellation) >= limits.Begin)
                return null;
            found.AddRange(page);
        }
        return source.Runs.Count > 1 ? [.. part.Merge(found).Take(count)] : found;
    }
}
