using Microsoft.EntityFrameworkCore;
using Portal.Domain.Data;
using Portal.Domain.Organisation;
using Portal.Domain.Shared;

namespace Portal.Domain.Access;

/// <summary>A user with an e-mail address and the right to enter figures for a unit.</summary>
public sealed record Addressee(int UserId, string Name, string Address, int UnitId);

/// <summary>A user's account with the rights of the grants in force today.</summary>
/// <param name="Address">Null for an account without an address.</param>
public sealed record AccountHolder(Actor Actor, string? Address)
{
    public string Name => Actor.DisplayName;
}

/// <summary>Finds the addresses and rights of the recipients of mail.</summary>
public sealed class AddressBook(IDbContextFactory<PortalDb> databases, DistrictTime time)
{
    private static readonly Role[] s_enteringFigures = [.. Enum.GetValues<Role>().Where(RolePermissions.EntersFigures)];

    /// <summary>
    /// The enabled users with an address and the right to enter figures today: one entry per user and unit, in order of their numbers.
    /// </summary>
    public async Task<IReadOnlyList<Addressee>> ClerksAsync(CancellationToken cancellation = default)
    {
        var today = time.Today;
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var clerks = await (
            from user in db.Users.AsNoTracking()
            join grant in db.UserGrants on user.Id equals grant.UserId
            where s_enteringFigures.Contains(grant.Role) && grant.From <= today && (grant.Until == null || grant.Until >= today)
            where !user.Disabled && grant.UnitId != null && user.Email != null && user.Email != ""
            orderby user.Id, grant.UnitId
            select new Addressee(user.Id, user.DisplayName, user.Email!, grant.UnitId!.Value)
        ).ToListAsync(cancellation);
        return [.. clerks.Distinct()];
    }

    /// <summary>
    /// The clerks of the unit or, when it has none, of the nearest unit above that has some: it enters and answers in the unit's place.
    /// </summary>
    /// <param name="byUnit">All clerks by unit.</param>
    /// <param name="units">The units.</param>
    /// <param name="unitId">The unit.</param>
    /// <param name="day">The day whose structure counts.</param>
    /// <returns>Empty when no unit above has a clerk either.</returns>
    internal static IEnumerable<Addressee> Nearest(ILookup<int, Addressee> byUnit, UnitTree units, int unitId, DateOnly day) =>
        units.SelfAndAbove(unitId, day).Select(id => byUnit[id]).FirstOrDefault(clerks => clerks.Any()) ?? [];

    /// <summary>Finds the user with the sign-in name.</summary>
    /// <returns>Null when there is no such account, it is disabled, or it may not read reports today.</returns>
    public async Task<AccountHolder?> FindReaderAsync(string userName, CancellationToken cancellation = default)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var user = await db
            .Users.AsNoTracking()
            .Include(u => u.Grants)
            .SingleOrDefaultAsync(u => u.UserName == userName && !u.Disabled, cancellation);
        if (user is null)
            return null;
        var actor = Actor.Of(userName, user.DisplayName, user.Grants.Select(g => g.ToGrant()), time.Today);
        return actor.May(Permissions.ReportsRead) ? new(actor, string.IsNullOrEmpty(user.Email) ? null : user.Email) : null;
    }
}
