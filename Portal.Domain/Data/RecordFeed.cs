using Microsoft.EntityFrameworkCore;
using Portal.Domain.Catalogue;
using Portal.Domain.Records;

namespace Portal.Domain.Data;

internal sealed class RecordFeed(IDbContextFactory<PortalDb> databases, IReferenceReader references) : IRecordFeed
{
    /// <summary>Up to so many units are asked one by one, each by its own index; more are found by walking back day by day.</summary>
    private const int FewUnits = 16;

    public async Task<IReadOnlyList<RecentRecord>> LatestAsync(RecordFeedQuery query, CancellationToken cancellation = default)
    {
        var reference = await references.GetAsync(cancellation);
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var units = Below(reference, query.UnitId);
        var rows = units.Count <= FewUnits
            ? await OfEachAsync(db, query, units, cancellation)
            : await OfManyAsync(db, query, units.Count == reference.Units.Count ? null : units, cancellation);
        return [.. rows.OrderByDescending(r => r.AcceptedAt).ThenByDescending(r => r.Id).Take(query.Count).Select(r => Describe(reference, r))];
    }

    private static HashSet<int> Below(ReferenceData reference, int top)
    {
        var found = new HashSet<int> { top };
        var open = new Queue<int>(found);
        while (open.TryDequeue(out var unit))
        {
            foreach (var child in reference.Units.EverBelow(unit))
            {
                if (found.Add(child)) open.Enqueue(child);
            }
        }
        return found;
    }

    private static IQueryable<ServiceRecord> Matching(PortalDb db, RecordFeedQuery query)
    {
        IQueryable<ServiceRecord> records = query.Stream == RecordStream.Appeals ? db.Appeals : db.Cases;
        records = records.AsNoTracking().Where(r => r.AcceptedDay >= query.From && r.AcceptedDay <= query.To);
        return query.Channel is { } channel ? records.Where(r => r.Channel == channel) : records;
    }

    private static async Task<List<ServiceRecord>> OfEachAsync(PortalDb db, RecordFeedQuery query, HashSet<int> units, CancellationToken cancellation)
    {
        var found = new List<ServiceRecord>();
        foreach (var unit in units)
        {
            found.AddRange(await Matching(db, query).Where(r => r.UnitId == unit).OrderByDescending(r => r.AcceptedAt).Take(query.Count).ToListAsync(cancellation));
        }
        return found;
    }

    private static Task<List<ServiceRecord>> OfManyAsync(PortalDb db, RecordFeedQuery query, HashSet<int>? units, CancellationToken cancellation)
    {
        var records = Matching(db, query);
        // The sum keeps the planner from gathering all records of all units by their index only to sort them.
        if (units is not null) records = records.Where(r => units.Contains(r.UnitId + 0));
        return records.OrderByDescending(r => r.AcceptedDay).ThenByDescending(r => r.AcceptedAt).Take(query.Count).ToListAsync(cancellation);
    }

    private static RecentRecord Describe(ReferenceData reference, ServiceRecord record)
    {
        var unit = reference.Units.Find(record.UnitId);
        return new(
            record.Id, unit?.Code ?? "", unit is null ? "" : reference.Units.NameAt(unit.Id, record.AcceptedDay),
            record.ItemId is { } item && reference.Items.Find(item) is not null ? reference.Items.NameAt(item, record.AcceptedDay) : null,
            record.Channel, record.AcceptedAt, record.ClosedAt, record.Outcome, record.DueAt, record.Overdue);
    }
}
