using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.Access;
using Portal.Domain.Catalogue;
using Portal.Domain.Data;
using Portal.Domain.Shared;

namespace Portal.Domain.Records.Lists;

/// <summary>Reads lists of records page by page, by keyset: every page costs the same, and none loses or repeats a record.</summary>
/// <remarks>Only records of units for which the actor may read the stream; none without the right.</remarks>
public sealed class RecordSearch(
    IDbContextFactory<PortalDb> databases,
    IReferenceReader references,
    IUncountedMonths uncounted,
    DistrictTime time
)
{
    private const int RecordsAtOnce = 2_000;

    /// <summary>The bounds between few and many records; others in tests.</summary>
    internal ListLimits Limits { get; init; } = ListLimits.Default;

    /// <summary>One page of the list.</summary>
    /// <param name="after">The last record of the page before; null for the first page.</param>
    /// <param name="count">The largest number of records.</param>
    public async Task<IReadOnlyList<FoundRecord>> PageAsync(
        Actor actor,
        RecordFilter filter,
        RecordOrder order,
        RecordCursor? after,
        int count,
        CancellationToken cancellation = default
    )
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        return await PrepareAsync(db, actor, filter, cancellation) is { } list
            ? await PageAsync(db, list, order, after, count, cancellation)
            : [];
    }

    /// <summary>The number of records of the list; <paramref name="most"/> + 1 when there are more than that.</summary>
    public async Task<long> CountAsync(Actor actor, RecordFilter filter, int most, CancellationToken cancellation = default)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        if (await PrepareAsync(db, actor, filter, cancellation) is not { } list)
            return 0;
        var source = await list.Plan.ToCountAsync(cancellation);
        if (source.Runs.Count == 0)
            return 0;
        var found = list.Conditions.Apply(source.Runs.Single(), source);
        if (source.IsWhole || most == int.MaxValue)
            return Math.Min(await found.LongCountAsync(cancellation), most + 1L);
        return source.ByDay
            ? await RecordSorting.Sorted(found, RecordOrder.Default, byDay: true).Take(most + 1).CountAsync(cancellation)
            : await found.Take(most + 1).CountAsync(cancellation);
    }

    /// <summary>
    /// All records of the list in its order. Between pages nothing is locked: what arrives meanwhile moves no other record.
    /// </summary>
    public async IAsyncEnumerable<FoundRecord> AllAsync(
        Actor actor,
        RecordFilter filter,
        RecordOrder order,
        [EnumeratorCancellation] CancellationToken cancellation = default
    )
    {
        for (RecordCursor? after = null; ; )
        {
            var page = await PageAsync(actor, filter, order, after, RecordsAtOnce, cancellation);
            foreach (var found in page)
                yield return found;
            if (page.Count < RecordsAtOnce)
                yield break;
            after = CursorOf(page[^1], order);
        }
    }

    /// <summary>One record; null when there is none, or it belongs to a unit that the actor may not read.</summary>
    public async Task<FoundRecord?> FindAsync(
        Actor actor,
        RecordStream stream,
        string source,
        string caseNo,
        CancellationToken cancellation = default
    )
    {
        var filter = new RecordFilter(stream) { Source = source, CaseNo = caseNo };
        return (await PageAsync(actor, filter, RecordOrder.Default, after: null, 1, cancellation)).FirstOrDefault();
    }

    /// <summary>The record's place, from which the next page continues.</summary>
    public static RecordCursor CursorOf(FoundRecord found, RecordOrder order) => RecordSorting.CursorOf(found.Record, order.By);

    private async Task<PreparedList?> PrepareAsync(PortalDb db, Actor actor, RecordFilter filter, CancellationToken cancellation)
    {
        var reference = await references.GetAsync(cancellation);
        var scope = actor.ScopeFor(RecordPermissions.Read(filter.Stream));
        if (scope.IsNothing)
            return null;
        int? sourceId = null;
        if (filter.Source is { } name)
        {
            sourceId = await db.RecordSources.Where(s => s.Name == name).Select(s => (int?)s.Id).SingleOrDefaultAsync(cancellation);
            if (sourceId is null)
                return null;
        }
        var units = ListUnits.Of(reference.Units, filter, scope, time.Today);
        if (units is { Count: 0 })
            return null;
        var months = filter.Counted ? DatedIds.Grouped(await uncounted.ReadAsync(filter.Stream, cancellation)) : [];
        return new(
            db,
            new(new(db, filter.Stream, AcceptedIn(filter)), filter, units, Limits),
            new(filter, units, months, sourceId, reference.Items, time)
        );
    }

    // The indexes are by instant, the filter by day: one more day at both ends includes all instants in every time zone.
    private (long First, long Last) AcceptedIn(RecordFilter filter)
    {
        if (filter.Basis != RecordBasis.Accepted && filter.Measure != RecordMeasure.Backlog)
            return (long.MinValue, long.MaxValue);
        return (
            filter.From is { } from ? Instants.ToMicroseconds(time.StartOf(from).AddDays(-1)) : long.MinValue,
            filter.To is { } to ? Instants.ToMicroseconds(time.EndOf(to).AddDays(1)) : long.MaxValue
        );
    }

    private async Task<IReadOnlyList<FoundRecord>> PageAsync(
        PortalDb db,
        PreparedList list,
        RecordOrder order,
        RecordCursor? after,
        int count,
        CancellationToken cancellation
    )
    {
        var found = new List<ServiceRecord>();
        if (after is not { Key: null })
            found = await WithKeyAsync(list, order, after, count, cancellation);
        if (found.Count < count)
        {
            var last = after is { Key: null } ? after?.Id : null;
            found.AddRange(await WithoutKeyAsync(list, order, last, count - found.Count, cancellation));
        }
        return await WithSourcesAsync(db, found, cancellation);
    }

    private async Task<List<ServiceRecord>> WithKeyAsync(
        PreparedList list,
        RecordOrder order,
        RecordCursor? after,
        int count,
        CancellationToken cancellation
    )
    {
        var source = await list.Plan.WithKeyAsync(order.By, cancellation);
        if (order.By == RecordSort.Number && after is { } last)
            return await AfterNumberAsync(list, source, order, last.Id, count, cancellation);
        return await MergedAsync(list, source, Rest, Sorted, count, found => RecordSorting.Merged(found, order), cancellation);

        IQueryable<ServiceRecord> Rest(IQueryable<ServiceRecord> run)
        {
            var withKey = RecordSorting.WithKey(run, order.By);
            return after is { Key: { } key, Id: var id } ? RecordSorting.After(withKey, order, (key, id), time) : withKey;
        }

        IQueryable<ServiceRecord> Sorted(IQueryable<ServiceRecord> run, ListSource of) => RecordSorting.Sorted(run, order, of.ByDay);
    }

    /// <summary>The records after the one with this id in order of sources and numbers; none when there is no such record.</summary>
    private async Task<List<ServiceRecord>> AfterNumberAsync(
        PreparedList list,
        ListSource source,
        RecordOrder order,
        long id,
        int count,
        CancellationToken cancellation
    )
    {
        var found = new List<ServiceRecord>();
        // Records are never deleted: an id that is not there is none that this list gave.
        var place = await list
            .Db.Records.Where(r => r.Id == id)
            .Select(r => new { r.SourceId, r.CaseNo })
            .FirstOrDefaultAsync(cancellation);
        if (place is null)
            return found;
        foreach (var part in RecordSorting.AfterNumber(order.Descending, place.SourceId, place.CaseNo))
        {
            if (found.Count < count)
                found.AddRange(
                    await MergedAsync(list, source, run => part(run), Sorted, count - found.Count, merged => merged, cancellation)
                );
        }
        return found;

        IQueryable<ServiceRecord> Sorted(IQueryable<ServiceRecord> run, ListSource of) => RecordSorting.Sorted(run, order, of.ByDay);
    }

    private async Task<List<ServiceRecord>> WithoutKeyAsync(
        PreparedList list,
        RecordOrder order,
        long? after,
        int count,
        CancellationToken cancellation
    )
    {
        var source = await list.Plan.WithoutKeyAsync(order.By, cancellation);
        return await MergedAsync(
            list,
            source,
            run => RecordSorting.WithoutKey(run, order.By)!,
            (run, _) => RecordSorting.SortedById(run, order.Descending, after),
            count,
            found => found,
            cancellation
        );
    }

    /// <summary>The first records of the source that meet the list's filter.</summary>
    /// <param name="list">The list.</param>
    /// <param name="source">The records.</param>
    /// <param name="rest">Restricts a run to the records from which the page begins.</param>
    /// <param name="sort">Sorts a run.</param>
    /// <param name="count">The largest number of records.</param>
    /// <param name="merge">Sorts what several runs gave.</param>
    /// <param name="cancellation">Cancels the reading.</param>
    private async Task<List<ServiceRecord>> MergedAsync(
        PreparedList list,
        ListSource source,
        Func<IQueryable<ServiceRecord>, IQueryable<ServiceRecord>> rest,
        Func<IQueryable<ServiceRecord>, ListSource, IQueryable<ServiceRecord>> sort,
        int count,
        Func<IEnumerable<ServiceRecord>, IEnumerable<ServiceRecord>> merge,
        CancellationToken cancellation
    )
    {
        var found = new List<ServiceRecord>();
        foreach (var run in source.Runs)
        {
            var records = rest(run);
            if (source.Otherwise is not null)
                records = sort(records, source).Take(Limits.Begin);
            var page = await sort(list.Conditions.Apply(records, source), source).Take(count).ToListAsync(cancellation);
            // What follows the beginning of this run may come before what another run gave.
            if (source.Otherwise is { } whole && page.Count < count && await records.CountAsync(cancellation) >= Limits.Begin)
                return await MergedAsync(list, whole, rest, sort, count, merge, cancellation);
            found.AddRange(page);
        }
        return source.Runs.Count > 1 ? [.. merge(found).Take(count)] : found;
    }

    private static async Task<List<FoundRecord>> WithSourcesAsync(PortalDb db, List<ServiceRecord> records, CancellationToken cancellation)
    {
        int[] ids = [.. records.Select(r => r.SourceId).Distinct()];
        var names = await db.RecordSources.Where(s => ids.Contains(s.Id)).ToDictionaryAsync(s => s.Id, s => s.Name, cancellation);
        return records.ConvertAll(r => new FoundRecord(r, names.GetValueOrDefault(r.SourceId, "")));
    }

    private sealed record PreparedList(PortalDb Db, RecordPlan Plan, RecordConditions Conditions);
}

/// <summary>A record with the name of its source.</summary>
public sealed record FoundRecord(ServiceRecord Record, string Source);
