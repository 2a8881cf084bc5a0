using Microsoft.EntityFrameworkCore;
using Portal.Domain.Access;
using Portal.Domain.Catalogue;
using Portal.Domain.Data;
using Portal.Domain.Organisation;
using Portal.Domain.Shared;

namespace Portal.Domain.Records;

/// <summary>A query for records, newest day of acceptance first.</summary>
/// <param name="Stream">Cases or appeals.</param>
public sealed record RecordQuery(RecordStream Stream)
{
    /// <summary>Only this unit and what lies below it today; null for all that the actor may read.</summary>
    public int? UnitId { get; init; }

    /// <summary>The first day of acceptance; null for no bound.</summary>
    public DateOnly? From { get; init; }

    /// <summary>The last day of acceptance; null for no bound.</summary>
    public DateOnly? To { get; init; }

    public int? ItemId { get; init; }

    public Channel? Channel { get; init; }

    /// <summary>Not closed yet (true), closed (false), or both (null).</summary>
    public bool? Open { get; init; }

    public bool? Overdue { get; init; }

    public string? Source { get; init; }

    public string? CaseNo { get; init; }

    /// <summary>The last record of the page before; null for the first page.</summary>
    public RecordCursor? After { get; init; }

    /// <summary>The largest number of records of a page.</summary>
    public int Count { get; init; } = 100;
}

/// <summary>The sort key of a record, from which the next page continues.</summary>
public readonly record struct RecordCursor(DateOnly AcceptedDay, long Id);

/// <summary>A record with the name of its source.</summary>
public sealed record FoundRecord(ServiceRecord Record, string Source);

/// <summary>Finds records page by page, by keyset: every page costs the same.</summary>
public sealed class RecordSearch(IDbContextFactory<PortalDb> databases, IReferenceReader references, DistrictTime time)
{
    /// <summary>Records of units for which the actor may read the stream; none without the right.</summary>
    public async Task<IReadOnlyList<FoundRecord>> FindAsync(Actor actor, RecordQuery query, CancellationToken cancellation = default)
    {
        var units = (await references.GetAsync(cancellation)).Units;
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var records = InUnits(Filtered(db, query), Visible(units, actor.ScopeFor(RecordPermissions.Read(query.Stream)), query));
        if (query.After is { } after)
            records = records.Where(r => r.AcceptedDay < after.AcceptedDay || (r.AcceptedDay == after.AcceptedDay && r.Id < after.Id));
        var found = await records
            .OrderByDescending(r => r.AcceptedDay)
            .ThenByDescending(r => r.Id)
            .Take(query.Count)
            .Join(db.RecordSources, r => r.SourceId, s => s.Id, (r, s) => new FoundRecord(r, s.Name))
            .ToListAsync(cancellation);
        // The join does not guarantee the order.
        return [.. found.OrderByDescending(f => f.Record.AcceptedDay).ThenByDescending(f => f.Record.Id)];
    }

    private static IQueryable<ServiceRecord> Filtered(PortalDb db, RecordQuery query)
    {
        IQueryable<ServiceRecord> records = query.Stream == RecordStream.Appeals ? db.Appeals.AsNoTracking() : db.Cases.AsNoTracking();
        if (query.From is { } from)
            records = records.Where(r => r.AcceptedDay >= from);
        if (query.To is { } to)
            records = records.Where(r => r.AcceptedDay <= to);
        if (query.ItemId is { } item)
            records = records.Where(r => r.ItemId == item);
        if (query.Channel is { } channel)
            records = records.Where(r => r.Channel == channel);
        if (query.Open is { } open)
            records = records.Where(r => (r.ClosedAt == null) == open);
        if (query.Overdue is { } overdue)
            records = records.Where(r => r.Overdue == overdue);
        if (query.CaseNo is { } caseNo)
            records = records.Where(r => r.CaseNo == caseNo);
        return query.Source is { } source ? records.Where(r => db.RecordSources.Any(s => s.Id == r.SourceId && s.Name == source)) : records;
    }

    /// <summary>Null for all units.</summary>
    private int[]? Visible(UnitTree units, UnitScope scope, RecordQuery query)
    {
        if (scope.IsEverything && query.UnitId is null)
            return null;
        var below = query.UnitId is { } unit
            ? units.SelfAndBelow(unit, time.Today).Where(id => scope.Contains(units, id, time.Today)).ToArray()
            : [.. scope.UnitsAt(units, time.Today).Select(u => u.Id)];
        return below.Length == units.Count ? null : below;
    }

    // "+ 0" prevents the planner from using the index by unit, which would fetch and sort all records of all units.
    private static IQueryable<ServiceRecord> InUnits(IQueryable<ServiceRecord> records, int[]? units) =>
        units switch
        {
            null => records,
            [var only] => records.Where(r => r.UnitId == only),
            // One array parameter: one parameter per unit would soon exceed the database's limit.
            _ => records.Where(r => EF.Parameter(units).Contains(r.UnitId + 0)),
        };
}
