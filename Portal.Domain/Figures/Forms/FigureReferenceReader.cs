using Microsoft.EntityFrameworkCore;
using Portal.Domain.Catalogue;
using Portal.Domain.Data;
using Portal.Domain.Data.Queries;
using Portal.Domain.Figures.Sources;

namespace Portal.Domain.Figures.Forms;

internal sealed class FigureReferenceReader(IDbContextFactory<PortalDb> databases) : IFigureReferences, IDisposable
{
    private readonly SemaphoreSlim _reading = new(1, 1);
    private FigureReference? _latest;

    public async Task<FigureReference> GetAsync(CancellationToken cancellation = default)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        if (_latest is { } latest && latest.Version == await StoredVersions.OfReferenceAsync(db, cancellation))
            return latest;

        await _reading.WaitAsync(cancellation);
        try
        {
            // The version is read first: a change during the reading is read next time, never missed.
            var version = await StoredVersions.OfReferenceAsync(db, cancellation);
            if (_latest?.Version == version)
                return _latest;
            return _latest = await ReadAsync(db, version, cancellation);
        }
        finally
        {
            _reading.Release();
        }
    }

    public async Task<FigureReference> GetAsync(ReferenceData beside, CancellationToken cancellation = default) =>
        _latest is { } latest && latest.Version == beside.Version ? latest : await GetAsync(cancellation);

    public void Dispose() => _reading.Dispose();

    private static async Task<FigureReference> ReadAsync(PortalDb db, long version, CancellationToken cancellation)
    {
        var forms = await db.FigureForms.AsNoTracking().Include(f => f.Versions).OrderBy(f => f.Code).ToListAsync(cancellation);
        var rules = await db.SourceRules.AsNoTracking().ToListAsync(cancellation);
        return new(version, [.. forms.Where(f => f.Versions.Count > 0).Select(ToFormInUse)], new SourceRules(rules));
    }

    private static FormInUse ToFormInUse(FigureForm form) =>
        new(
            form.Id,
            form.Code,
            form.Kinds,
            form.Stream,
            form.FirstMonth,
            form.LastMonth,
            form.DeadlineWorkday,
            [.. form.Versions.OrderBy(v => v.FromMonth).Select(v => new FormVersion(v.Id, v.FromMonth, FormJson.Read(v.Definition)))]
        );
}
