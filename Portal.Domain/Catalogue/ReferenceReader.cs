using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.Calendar;
using Portal.Domain.Data;
using Portal.Domain.Data.Queries;
using Portal.Domain.Organisation;

namespace Portal.Domain.Catalogue;

internal sealed class ReferenceReader(IDbContextFactory<PortalDb> databases) : IReferenceReader, IDisposable
{
    private readonly SemaphoreSlim _reading = new(1, 1);
    private ReferenceData? _latest;

    public ReferenceData Latest => _latest ?? throw new InvalidOperationException("The reference data was not read yet.");

    public async Task<ReferenceData> GetAsync(CancellationToken cancellation = default)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        if (_latest is { } latest && latest.Version == await StoredVersions.OfReferenceAsync(db, cancellation))
            return latest;

        await _reading.WaitAsync(cancellation);
        try
        {
            // The version is read before the data: a concurrent change is reloaded at the next call, never missed.
            var version = await StoredVersions.OfReferenceAsync(db, cancellation);
            if (_latest?.Version == version)
                return _latest;
            // A lower version means that a backup was restored: reload everything.
            return _latest =
                _latest is { } known && known.Version < version
                    ? await ReadChangesAsync(db, known, version, cancellation)
                    : await ReadAllAsync(db, version, cancellation);
        }
        finally
        {
            _reading.Release();
        }
    }

    public void Dispose() => _reading.Dispose();

    /// <summary>Reads the reference data inside a transaction that has changed units, items or calendar itself.</summary>
    /// <param name="db">The transaction's context.</param>
    /// <param name="known">The data before the change.</param>
    /// <param name="version">The version that the transaction raised.</param>
    /// <param name="cancellation">Ends the reading.</param>
    internal static async Task<ReferenceData> ReadChangesAsync(
        PortalDb db,
        ReferenceData known,
        long version,
        CancellationToken cancellation
    )
    {
        var before = known.Version;
        var units = await UnitsAsync(db, u => u.ChangedIn == null || u.ChangedIn > before, cancellation);
        var items = await db
            .ServiceItems.AsNoTracking()
            .Include(i => i.Versions)
            .Where(i => i.ChangedIn == null || i.ChangedIn > before)
            .ToListAsync(cancellation);
        var points = await db
            .ServicePoints.AsNoTracking()
            .Include(p => p.Inspections)
            .Where(p => p.ChangedIn == null || p.ChangedIn > before)
            .ToListAsync(cancellation);
        return new(
            version,
            known.Units.With(units),
            known.Items.With([.. items.Where(i => i.Versions.Count > 0)]),
            await CalendarAsync(db, cancellation),
            points.Count == 0
                ? known.Points
                :
                [
                    .. known
                        .Points.ExceptBy(points.Select(p => p.Id), p => p.Id)
                        .Concat(points)
                        .OrderBy(p => p.Code, StringComparer.Ordinal),
                ]
        );
    }

    private static async Task<ReferenceData> ReadAllAsync(PortalDb db, long version, CancellationToken cancellation)
    {
        var units = await UnitsAsync(db, which: null, cancellation);
        var items = await db.ServiceItems.AsNoTracking().Include(i => i.Versions).ToListAsync(cancellation);
        var points = await db.ServicePoints.AsNoTracking().Include(p => p.Inspections).ToListAsync(cancellation);
        return new(
            version,
            new UnitTree(units),
            new ItemCatalogue(items.Where(i => i.Versions.Count > 0)),
            await CalendarAsync(db, cancellation),
            [.. points.OrderBy(p => p.Code, StringComparer.Ordinal)]
        );
    }

    /// <summary>
    /// Reads units and versions by one statement each: a join would repeat every unit's columns for each of its versions.
    /// </summary>
    private static async Task<List<Unit>> UnitsAsync(PortalDb db, Expression<Func<Unit, bool>>? which, CancellationToken cancellation)
    {
        var (units, versions) = (db.Units.AsNoTracking(), db.Set<UnitVersion>().AsNoTracking());
        if (which is not null)
        {
            units = units.Where(which);
            var changed = units.Select(u => u.Id);
            versions = versions.Where(v => changed.Contains(v.UnitId));
        }
        var byId = await units.ToDictionaryAsync(u => u.Id, cancellation);
        await foreach (var version in versions.AsAsyncEnumerable().WithCancellation(cancellation))
        {
            if (byId.TryGetValue(version.UnitId, out var unit))
                unit.Versions.Add(version);
        }
        return [.. byId.Values.Where(u => u.Versions.Count > 0)];
    }

    private static async Task<WorkingCalendar> CalendarAsync(PortalDb db, CancellationToken cancellation) =>
        new(await db.CalendarDays.AsNoTracking().ToListAsync(cancellation));
}
