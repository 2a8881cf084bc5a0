using Microsoft.EntityFrameworkCore;
using Portal.Domain.Access;
using Portal.Domain.Data;
using Portal.Domain.Reports.Refusals;
using Portal.Domain.Shared;

namespace Portal.Domain.Reports.Monthly.Inputs;

/// <summary>Reads and saves the office's own texts in reports.</summary>
internal sealed class ReportRemarks(IDbContextFactory<PortalDb> databases, WriteGate gate, ReportPlaces places, DistrictTime time)
    : IReportRemarks
{
    /// <summary>The latest, also an empty one; null when none was ever written.</summary>
    public async Task<ReportRemark?> LatestAsync(int unitId, ReportKey key, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        return await Of(db, unitId, key).OrderByDescending(r => r.Number).FirstOrDefaultAsync(cancellation);
    }

    public async Task<Refusal?> WriteAsync(
        Actor actor,
        ReportKey key,
        string text,
        int seenNumber,
        CancellationToken cancellation = default
    )
    {
        if (await places.FindAsync(actor.ScopeFor(Permissions.ReportsWrite), key.Unit, cancellation) is not { } place)
            return ReportRefusal.ReportUnknown;
        var clean = text.ReplaceLineEndings("\n").Trim();
        if (clean.Length > ReportColumns.RemarkLength)
            return ReportRefusal.RemarkIsTooLong;
        await using var db = await databases.CreateDbContextAsync(cancellation);
        await using var transaction = await gate.BeginAsync(db, WriteLane.Reports, cancellation);
        if ((await Of(db, place.Unit.Id, key).MaxAsync(r => (int?)r.Number, cancellation) ?? 0) != seenNumber)
            return ReportRefusal.RemarkHasChanged;
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
        return null;
    }

    private static IQueryable<ReportRemark> Of(PortalDb db, int unitId, ReportKey key) =>
        db.ReportRemarks.AsNoTracking().Where(r => r.UnitId == unitId && r.From == key.From && r.To == key.To);
}
