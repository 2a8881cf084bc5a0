using Microsoft.EntityFrameworkCore;
using Portal.Domain.Data;

namespace Portal.Domain.Figures.Sheets;

/// <summary>Which sheet, by numbers. It may have no row yet.</summary>
public readonly record struct SheetSpot(int FormId, int UnitId, DateOnly Month);

/// <summary>The number and the revision of a sheet that has a row.</summary>
public readonly record struct SheetRevision(int SheetId, long Revision);

/// <summary>How many sheets have a row, and the sum of their revisions: another value when any of them changed.</summary>
public readonly record struct SheetTotal(int Sheets, long Revisions);

/// <summary>Tells how far sheets have come, for those who watch them.</summary>
public sealed class SheetRevisions(IDbContextFactory<PortalDb> databases)
{
    /// <summary>The revisions of the sheets that have a row, in one question.</summary>
    public async Task<IReadOnlyDictionary<SheetSpot, SheetRevision>> ReadAsync(
        IReadOnlyCollection<SheetSpot> spots,
        CancellationToken cancellation = default
    )
    {
        if (spots.Count == 0)
            return new Dictionary<SheetSpot, SheetRevision>();
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
            .Select(s => (Spot: new SheetSpot(s.FormId, s.UnitId, s.Month), Now: new SheetRevision(s.Id, s.Revision)))
            .Where(s => wanted.Contains(s.Spot))
            .ToDictionary(s => s.Spot, s => s.Now);
    }

    /// <summary>How far all sheets together have come; zeros when there are none.</summary>
    public async Task<SheetTotal> TotalAsync(CancellationToken cancellation = default)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        return await db
            .FigureSheets.GroupBy(_ => 1)
            .Select(all => new SheetTotal(all.Count(), all.Sum(s => s.Revision)))
            .SingleOrDefaultAsync(cancellation);
    }
}
