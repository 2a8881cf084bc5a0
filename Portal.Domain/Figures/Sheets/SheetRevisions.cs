using Microsoft.EntityFrameworkCore;
using Portal.Domain.Data;

namespace Portal.Domain.Figures.Sheets;

/// <summary>A sheet by the numbers of form and unit. It may have no row yet.</summary>
public readonly record struct SheetIds(int FormId, int UnitId, DateOnly Month);

/// <summary>The number and the revision of a sheet that has a row.</summary>
public readonly record struct SheetRevision(int SheetId, long Revision);

/// <summary>The number of sheets with a row, and the sum of their revisions, which changes with any of them.</summary>
public readonly record struct RevisionTotal(int Sheets, long Revisions);

/// <summary>Reads the revisions of sheets, for pages that watch them.</summary>
public sealed class SheetRevisions(IDbContextFactory<PortalDb> databases)
{
    /// <summary>The revisions of the sheets that have a row, in one query.</summary>
    public async Task<IReadOnlyDictionary<SheetIds, SheetRevision>> ReadAsync(
        IReadOnlyCollection<SheetIds> spots,
        CancellationToken cancellation = default
    )
    {
        if (spots.Count == 0)
            return new Dictionary<SheetIds, SheetRevision>();
        var units = spots.Select(s => s.UnitId).Distinct().ToList();
        var months = spots.Select(s => s.Month).Distinct().ToList();
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var sheets = await db
            .FigureSheets.AsNoTracking()
            .Where(s => units.Contains(s.UnitId) && months.Contains(s.Month))
            .Select(s => new
            {
                s.Id,
                s.FormId,
                s.UnitId,
                s.Month,
                s.Revision,
            })
            .ToListAsync(cancellation);
        var wanted = spots.ToHashSet();
        return sheets
            .Select(s => (Spot: new SheetIds(s.FormId, s.UnitId, s.Month), Now: new SheetRevision(s.Id, s.Revision)))
            .Where(s => wanted.Contains(s.Spot))
            .ToDictionary(s => s.Spot, s => s.Now);
    }

    /// <summary>The total over all sheets; zeros when there are none.</summary>
    public async Task<RevisionTotal> TotalAsync(CancellationToken cancellation = default)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        return await db
            .FigureSheets.GroupBy(_ => 1)
            .Select(all => new RevisionTotal(all.Count(), all.Sum(s => s.Revision)))
            .SingleOrDefaultAsync(cancellation);
    }
}
