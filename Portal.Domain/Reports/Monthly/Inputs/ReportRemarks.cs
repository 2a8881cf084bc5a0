using Microsoft.EntityFrameworkCore;
using Portal.Domain.Access;
using Portal.Domain.Data;
using Portal.Domain.Shared;

namespace Portal.Domain.Reports.Monthly.Inputs;

/// <summary>What the office adds in its own words.</summary>
internal sealed class ReportRemarks(IDbContextFactory<PortalDb> databases, WriteGate gate, ReportPlaces places, DistrictTime time)
    : IReportRemarks
{
    /// <summary>The latest, also an empty one; null when none was ever written.</summary>
    public async Task<ReportRemark?> LatestAsync(int unitId, ReportKey key, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        return await Of(db, unitId, key).OrderByDescending(r => r.Number).FirstOrDefaultAsync(cancellation);
    }

    public async Task WriteAsync(Actor actor, ReportKey key, string text, int seenNumber, CancellationToken cancellation = default)
    {
        var place = await places.DemandAsync(actor.ScopeFor(Permissions.ReportsWrite), key.Unit, cancellation);
        var clean = text.ReplaceLineEndings("\n").Trim();
        if (clean.Length > ReportColumns.RemarkLength)
            throw new ReportRefusedException("remark.tooLong");
        await using var db = await databases.CreateDbContextAsync(cancellation);
        await using var transaction = await gate.BeginAsync(db, WriteLane.Reports, cancellation);
        if ((await Of(db, place.Unit.Id, key).MaxAsync(r => (int?)r.Number, cancellation) ?? 0) != seenNumber)
            throw new ReportRefusedException("remark.changed");
        db.ReportRemarks.Add(
            new()
            {
                UnitId = place.Unit.Id,
                From = key.From,
                To = key.To,
                Number = seenNumber + 1,
                Text = clean,
                WrittenBy = actor.Name,
                WrittenAt = time.Now,
            }
        );
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
    }

    private static IQueryable<ReportRemark> Of(PortalDb db, int unitId, ReportKey key) =>
        db.ReportRemarks.AsNoTracking().Where(r => r.UnitId == unitId && r.From == key.From && r.To == key.To);
}
