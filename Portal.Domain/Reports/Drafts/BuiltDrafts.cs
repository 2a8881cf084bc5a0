using Microsoft.EntityFrameworkCore;
using Portal.Domain.Data;
using Portal.Domain.Documents.Content;
using Portal.Domain.Reports.Monthly;
using Portal.Domain.Reports.Monthly.Inputs;
using Portal.Domain.Reports.Monthly.Templates;

namespace Portal.Domain.Reports.Drafts;

/// <summary>Finds built drafts that are still up to date.</summary>
internal sealed class BuiltDrafts(IDbContextFactory<PortalDb> databases, ReportRendering rendering)
{
    /// <summary>The file as it would be rendered now; null when none was built, or data or templates changed since.</summary>
    public async Task<byte[]?> FindAsync(WrittenReport written, ReportKey key, ReportFormat format, CancellationToken cancellation)
    {
        var stamp = await rendering.StampAsync(written, cancellation);
        var language = written.Document.Culture.Name;
        await using var db = await databases.CreateDbContextAsync(cancellation);
        return await (
            from build in db.ReportBuilds
            where build.UnitId == written.UnitId && build.From == key.From && build.To == key.To && build.Language == language
            where build.State == BuildState.Done && build.Basis == stamp
            from file in build.Files
            where file.Format == format
            select file.Content
        ).SingleOrDefaultAsync(cancellation);
    }
}
