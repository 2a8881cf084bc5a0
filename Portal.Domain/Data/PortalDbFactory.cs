using Microsoft.EntityFrameworkCore;

namespace Portal.Domain.Data;

/// <summary>Creates the configured subclass of <see cref="PortalDb"/> for code that depends on the base class only.</summary>
internal sealed class PortalDbFactory<TDb>(IDbContextFactory<TDb> inner) : IDbContextFactory<PortalDb>
    where TDb : PortalDb
{
    public PortalDb CreateDbContext() => inner.CreateDbContext();

    public async Task<PortalDb> CreateDbContextAsync(CancellationToken cancellationToken = default) =>
        await inner.CreateDbContextAsync(cancellationToken);
}
