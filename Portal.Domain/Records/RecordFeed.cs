using Microsoft.EntityFrameworkCore;
using Portal.Domain.Catalogue;
using Portal.Domain.Data;
using Portal.Domain.Organisation;
using Portal.Domain.Shared;

namespace Portal.Domain.Records;

internal sealed class RecordFeed(IDbContextFactory<PortalDb> databases, IReferenceReader references, DistrictTime time) : IRecordFeed
{
    /// <summary>
    /// Up to this many units are queried by unit, along the index by unit; for more, the latest records of all units are filtered.
    /// </summary>
    private const int MaxUnitsOneByOne = 400;

    /// <summary>
    /// Numbers of records of all units to filter, in the first and second attempt. If these contain too few records of the wanted units,
    /// each unit is queried after all.
    /// </summary>
    private static readonly int[] s_scanSizes = [250, 5_000];

    public async Task<IReadOnlyList<RecentRecord>> LatestAsync(
        UnitScope scope,
        RecordFeedQuery query,
        CancellationToken cancellation = default
    )
    {
        var reference = await references.GetAsync(cancellation);
        if (!scope.Contains(reference.Units, query.UnitId, time.Today))
            return [];
        await using var db = await databases.CreateDbContextAsync(cancellation);
        await db.Database.OpenConnectionAsync(cancellation);
        var statements = new LatestRecords(db, query, time);
        var units = EverDescendants.Of(reference.Units, query.UnitId);
        var rows =
            units.Count == reference.Units.Count ? await statements.OfAllUnitsAsync(query.Count, cancellation)
            : units.Count <= MaxUnitsOneByOne ? await statements.PerUnitAsync(units, cancellation)
            : await ScanAllUnitsAsync(statements, query, units, cancellation);
        List<LatestRecord> latest = [.. rows.OrderByDescending(r => r.AcceptedAt).ThenByDescending(r => r.Id).Take(query.Count)];
        var sources = await statements.SourceNamesAsync(latest.Select(r => r.SourceId), cancellation);
        return [.. latest.Select(r => Describe(reference, r) with { Source = sources[r.SourceId], CaseNo = r.CaseNo })];
    }

    private static async Task<List<LatestRecord>> ScanAllUnitsAsync(
        LatestRecords latest,
        RecordFeedQuery query,
        IReadOnlySet<int> units,
        CancellationToken cancellation
    )
    {
        foreach (var size in s_scanSizes)
        {
            var rows = await latest.OfAllUnitsAsync(size, cancellation);
            var found = rows.FindAll(r => units.Contains(r.UnitId));
            if (found.Count >= query.Count || rows.Count < size)
                return found;
        }
        return await latest.PerUnitAsync(units, cancellation);
    }

    private static RecentRecord Describe(ReferenceData reference, LatestRecord record)
    {
        var unit = reference.Units.Find(record.UnitId);
        return new(
            record.Id,
            unit?.Code ?? "",
            unit is null ? "" : reference.Units.NameAt(unit.Id, record.AcceptedDay),
            record.ItemId is { } item && reference.Items.Find(item) is not null ? reference.Items.NameAt(item, record.AcceptedDay) : null,
            record.Channel,
            record.AcceptedAt,
            record.ClosedAt,
            record.Outcome,
            record.DueAt,
            record.Overdue
        );
    }
}
