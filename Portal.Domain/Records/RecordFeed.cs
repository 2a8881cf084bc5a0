using Microsoft.EntityFrameworkCore;
using Portal.Domain.Catalogue;
using Portal.Domain.Data;
using Portal.Domain.Organisation;
using Portal.Domain.Shared;

namespace Portal.Domain.Records;

internal sealed class RecordFeed(IDbContextFactory<PortalDb> databases, IReferenceReader references, DistrictTime time) : IRecordFeed
{
    /// <summary>Up to so many units are asked one by one, each by its own index; more are found by walking back day by day.</summary>
    private const int FewUnits = 400;

    /// <summary>How far is walked at first, and then once more, before each unit is asked after all: their records are few among many.</summary>
    private static readonly int[] s_steps = [250, 5_000];

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
        var latest = new LatestRecords(db, query, time);
        var units = UnitsBelow.Of(reference.Units, query.UnitId);
        var rows =
            units.Count == reference.Units.Count ? await latest.WalkAsync(query.Count, cancellation)
            : units.Count <= FewUnits ? await latest.OfEachAsync(units, cancellation)
            : await WalkAsync(latest, query, units, cancellation);
        return
        [
            .. rows.OrderByDescending(r => r.AcceptedAt).ThenByDescending(r => r.Id).Take(query.Count).Select(r => Describe(reference, r)),
        ];
    }

    private static async Task<List<LatestRecord>> WalkAsync(
        LatestRecords latest,
        RecordFeedQuery query,
        IReadOnlySet<int> units,
        CancellationToken cancellation
    )
    {
        foreach (var step in s_steps)
        {
            var rows = await latest.WalkAsync(step, cancellation);
            var found = rows.FindAll(r => units.Contains(r.UnitId));
            if (found.Count >= query.Count || rows.Count < step)
                return found;
        }
        return await latest.OfEachAsync(units, cancellation);
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
