using Microsoft.EntityFrameworkCore;
using Portal.Domain.Data;
using Portal.Domain.Shared;

namespace Portal.Domain.Access;

/// <summary>Reads the grants of users.</summary>
public sealed class UserGrants(IDbContextFactory<PortalDb> databases, DistrictTime time)
{
    /// <summary>The user's grants that have not ended, those that begin later included; none for an unknown user.</summary>
    public async Task<IReadOnlyList<Grant>> ReadAsync(int userId, CancellationToken cancellation = default)
    {
        var today = time.Today;
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var grants = await db
            .UserGrants.AsNoTracking()
            .Where(g => g.UserId == userId && (g.Until == null || g.Until >= today))
            .OrderBy(g => g.Id)
            .ToListAsync(cancellation);
        return [.. grants.Select(g => g.ToGrant())];
    }
}
