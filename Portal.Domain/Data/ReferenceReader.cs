using Microsoft.EntityFrameworkCore;
using Portal.Domain.Calendar;
using Portal.Domain.Catalogue;
using Portal.Domain.Organisation;

namespace Portal.Domain.Data;

internal sealed class ReferenceReader(IDbContextFactory<PortalDb> databases) : IReferenceReader, IDisposable
{
    private readonly SemaphoreSlim _reading = new(1, 1);
    private ReferenceData? _latest;

    public ReferenceData Latest => _latest ?? throw new InvalidOperationException("The reference data was not read yet.");

    public async Task<ReferenceData> GetAsync(CancellationToken cancellation = default)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        if (_latest is { } latest && latest.Version == await VersionAsync(db, cancellation)) return latest;

        await _reading.WaitAsync(cancellation);
        try
        {
            // The version is read first: what changes meanwhile is read again next time, never missed.
            var version = await VersionAsync(db, cancellation);
            if (_latest?.Version == version) return _latest;
            return _latest = await ReadAsync(db, version, cancellation);
        }
        finally
        {
            _reading.Release();
        }
    }

    public void Dispose() => _reading.Dispose();

    /// <summary>Reads what a transaction sees that has changed units, items or calendar itself.</summary>
    internal static async Task<ReferenceData> ReadAsync(PortalDb db, long version, CancellationToken cancellation)
    {
        var units = await db.Units.AsNoTracking().Include(u => u.Versions).ToListAsync(cancellation);
        var items = await db.ServiceItems.AsNoTracking().Include(i => i.Versions).ToListAsync(cancellation);
        var days = await db.CalendarDays.AsNoTracking().ToListAsync(cancellation);
        var points = await db.ServicePoints.AsNoTracking().Include(p => p.Inspections).OrderBy(p => p.Code).ToListAsync(cancellation);
        return new(
            version,
            new UnitTree(units.Where(u => u.Versions.Count > 0)),
            new ItemCatalogue(items.Where(i => i.Versions.Count > 0)),
            new WorkingCalendar(days),
            points);
    }

    private static Task<long> VersionAsync(PortalDb db, CancellationToken cancellation) =>
        db.ReferenceStates.Select(s => s.Version).SingleAsync(cancellation);
}
