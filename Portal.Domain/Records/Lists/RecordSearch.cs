using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.Access;
using Portal.Domain.Catalogue;
using Portal.Domain.Data;
using Portal.Domain.Records.Storage;
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
    /// <summary>The bounds between few and many records; others in tests.</summary>
    internal ListLimits Limits { get; init; } = ListLimits.Default;

    /// <summary>The records of a statement that reads a part of a whole list; others in tests.</summary>
    internal int RecordsAtOnce { get; init; } = 2_000;

    /// <summary>One page of the list, and how many records the list has: planned once, then read at once.</summary>
    /// <param name="mostCounted">As <c>most</c> of <see cref="CountAsync"/>.</param>
    /// <inheritdoc cref="PageAsync"/>
    public async Task<CountedPage> OpenAsync(
        Actor actor,
        RecordFilter filter,
        RecordOrder order,
        RecordCursor? after,
        int count,
        int mostCounted,
        CancellationToken cancellation = default
    )
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        if (await PrepareAsync(db, actor, filter, cancellation) is not { } list)
            return new([], 0);
        await list.Plan.ChooseAsync(order.By, cancellation);
        // A context answers one statement at a time; a server of databases answers two contexts at once.
        await using var other = await databases.CreateDbContextAsync(cancellation);
        var counting = CountOfAsync(list with { Db = other, Plan = list.Plan.On(Paths(other, filter)) }, mostCounted, cancellation);
        var reading = Reader(list, order).PageAsync(after, count, cancellation);
        await Task.WhenAll(reading, counting);
        return new(await WithSourcesAsync(db, await reading, cancellation), await counting);
    }

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
            ? await WithSourcesAsync(db, await Reader(list, order).PageAsync(after, count, cancellation), cancellation)
            : [];
    }

    /// <summary>The number of records of the list; <paramref name="most"/> + 1 when there are more than that.</summary>
    public async Task<long> CountAsync(Actor actor, RecordFilter filter, int most, CancellationToken cancellation = default)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        return await PrepareAsync(db, actor, filter, cancellation) is { } list ? await CountOfAsync(list, most, cancellation) : 0;
    }

    private static async Task<long> CountOfAsync(PreparedList list, int most, CancellationToken cancellation)
    {
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
        await using var db = await databases.CreateDbContextAsync(cancellation);
        if (await PrepareAsync(db, actor, filter, cancellation) is not { } list)
            yield break;
        await foreach (var page in Reader(list, order).AllAsync(cancellation))
        {
            foreach (var found in await WithSourcesAsync(db, page, cancellation))
                yield return found;
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
        return new(db, new(Paths(db, filter), filter, units, Limits), new(filter, units, months, sourceId, reference.Items, time));
    }

    private RecordPaths Paths(PortalDb db, RecordFilter filter) => new(db, filter.Stream, AcceptedIn(filter));

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

    private ListReader Reader(PreparedList list, RecordOrder order) => new(list, order, Limits, RecordsAtOnce, time);

    private static async Task<List<FoundRecord>> WithSourcesAsync(PortalDb db, List<ServiceRecord> records, CancellationToken cancellation)
    {
        int[] ids = [.. records.Select(r => r.SourceId).Distinct()];
        var names = await db.RecordSources.Where(s => ids.Contains(s.Id)).ToDictionaryAsync(s => s.Id, s => s.Name, cancellation);
        return records.ConvertAll(r => new FoundRecord(r, names.GetValueOrDefault(r.SourceId, "")));
    }
}

/// <summary>A record with the name of its source.</summary>
public sealed record FoundRecord(ServiceRecord Record, string Source);

/// <summary>A page of a list with the number of records of the whole list.</summary>
/// <param name="Count">One more than the bound when there are more than that.</param>
public sealed record CountedPage(IReadOnlyList<FoundRecord> Records, long Count);
