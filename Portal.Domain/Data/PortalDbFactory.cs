using Microsoft.EntityFrameworkCore;

namespace Portal.Domain.Data;

/// <summary>Lets everything ask for a <see cref="PortalDb"/> and get the one that is set up.</summary>
internal sealed class PortalDbFactory<TDb>(IDbContextFactory<TDb> inner) : IDbContextFactory<PortalDb>
    where TDb : PortalDb
{
    public PortalDb CreateDbContext() => inner.CreateDbContext();

    public async Task<PortalDb> CreateDbContextAsync(CancellationToken cancellationToken = default) =>
        await inner.CreateDbContextAsync(cancellationToken);
}
