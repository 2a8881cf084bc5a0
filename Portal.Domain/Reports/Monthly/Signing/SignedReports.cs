using System.Globalization;
using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.Data;
using Portal.Domain.Documents.Content;
using Portal.Domain.Reports.Monthly.Inputs;

namespace Portal.Domain.Reports.Monthly.Signing;

/// <summary>Reads signed reports, and throws when their hash is wrong.</summary>
internal sealed class SignedReports(IDbContextFactory<PortalDb> databases)
{
    internal static readonly Expression<Func<SignedReport, SignedSummary>> Summary = r =>
        new(r.Number, r.Hash, r.SignedBy, r.SignedAt, r.Reason);

    /// <summary>The signed reports of a unit and period, latest first.</summary>
    public async Task<IReadOnlyList<SignedSummary>> HistoryAsync(int unitId, ReportKey key, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        return await Of(db, unitId, key).OrderByDescending(r => r.Number).Select(Summary).ToListAsync(cancellation);
    }

    /// <summary>The content of a signed report, checked against its hash.</summary>
    /// <exception cref="DamagedReportException">It has another hash.</exception>
    public async Task<SignedContent> ContentAsync(int unitId, ReportKey key, int number, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var report = await Of(db, unitId, key).SingleAsync(r => r.Number == number, cancellation);
        var hashes = await db.Set<SignedFile>()
            .AsNoTracking()
            .Where(f => f.ReportId == report.Id)
            .Select(f => new SignedFile
            {
                Language = f.Language,
                Format = f.Format,
                Hash = f.Hash,
                Content = Array.Empty<byte>(),
            })
            .ToListAsync(cancellation);
        var json = Decompressed(report);
        return SignedContent.Hash(json, hashes) == report.Hash ? SignedContent.FromJson(json) : throw Damaged();
    }

    /// <summary>A file of a signed report, checked against its hash; null when there is none.</summary>
    /// <exception cref="DamagedReportException">It has another hash.</exception>
    public async Task<byte[]?> FileAsync(
        int unitId,
        ReportKey key,
        int number,
        ReportFormat format,
        CultureInfo culture,
        CancellationToken cancellation
    )
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var file = await (
            from report in Of(db, unitId, key)
            from f in report.Files
            where report.Number == number && f.Format == format && f.Language == culture.Name
            select f
        ).SingleOrDefaultAsync(cancellation);
        if (file is null)
            return null;
        return ReportFiles.Hash(file.Content) == file.Hash ? file.Content : throw Damaged();
    }

    private static IQueryable<SignedReport> Of(PortalDb db, int unitId, ReportKey key) =>
        db.SignedReports.AsNoTracking().Where(r => r.UnitId == unitId && r.From == key.From && r.To == key.To);

    private static byte[] Decompressed(SignedReport report)
    {
        try
        {
            return SignedContent.Decompress(report.Content);
        }
        catch (InvalidDataException)
        {
            throw Damaged();
        }
    }

    private static DamagedReportException Damaged() => new();
}
