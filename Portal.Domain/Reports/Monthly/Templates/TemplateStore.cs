using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.Catalogue;
using Portal.Domain.Data;
using Portal.Domain.Documents.Content;
using Portal.Domain.Shared;

namespace Portal.Domain.Reports.Monthly.Templates;

/// <summary>Finds the template in force for a unit's reports.</summary>
internal sealed class TemplateStore(IDbContextFactory<PortalDb> databases, IReferenceReader references, DistrictTime time)
{
    /// <summary>The unit's own or the nearest above it; null for the shipped one.</summary>
    public async Task<ReportTemplate?> InForceAsync(int unitId, ReportFormat format, CultureInfo culture, CancellationToken cancellation)
    {
        if (await FindAsync(unitId, format, culture, cancellation) is not { } found)
            return null;
        await using var db = await databases.CreateDbContextAsync(cancellation);
        return await db.ReportTemplates.AsNoTracking().SingleAsync(t => t.Id == found, cancellation);
    }

    /// <summary>Only its database id.</summary>
    public async Task<int?> FindAsync(int unitId, ReportFormat format, CultureInfo culture, CancellationToken cancellation)
    {
        var units = (await references.GetAsync(cancellation)).Units;
        List<int> above = [.. units.SelfAndAbove(unitId, time.Today)];
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var versions = await db
            .ReportTemplates.AsNoTracking()
            .Where(t => above.Contains(t.UnitId) && t.Format == format && t.Language == culture.Name)
            .Select(t => new
            {
                t.Id,
                t.UnitId,
                t.Number,
                IsEmpty = t.Content.Length == 0,
            })
            .ToListAsync(cancellation);
        // A latest version without content resets the unit to those above it.
        return versions
            .GroupBy(v => v.UnitId)
            .Select(g => g.MaxBy(v => v.Number)!)
            .Where(v => !v.IsEmpty)
            .OrderBy(v => above.IndexOf(v.UnitId))
            .FirstOrDefault()
            ?.Id;
    }
}
