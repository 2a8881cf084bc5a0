using Microsoft.EntityFrameworkCore;
using Portal.Domain.Data;
using Portal.Domain.Mail;

namespace Portal.Domain.Access;

/// <inheritdoc cref="IAddressBook"/>
internal sealed class AddressBook(IDbContextFactory<PortalDb> databases) : IAddressBook
{
    public async Task<IReadOnlyList<Addressee>> ClerksAsync(CancellationToken cancellation = default)
    {
        const string role = nameof(Role.Clerk);
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var clerks =
            from user in db.Users.AsNoTracking()
            join link in db.UserRoles on user.Id equals link.UserId
            join held in db.Roles on link.RoleId equals held.Id
            where held.Name == role && !user.Disabled && user.UnitId != null && user.Email != null && user.Email != ""
            orderby user.Id
            select new Addressee(user.Id, user.DisplayName, user.Email!, user.UnitId!.Value);
        return await clerks.ToListAsync(cancellation);
    }

    public async Task<AccountHolder?> FindReaderAsync(string userName, CancellationToken cancellation = default)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var account = await (
            from user in db.Users.AsNoTracking()
            join link in db.UserRoles on user.Id equals link.UserId
            join held in db.Roles on link.RoleId equals held.Id
            where user.UserName == userName && !user.Disabled
            select new
            {
                user.DisplayName,
                user.Email,
                user.UnitId,
                Role = held.Name,
            }
        ).SingleOrDefaultAsync(cancellation);
        if (
            account is null
            || !Enum.TryParse<Role>(account.Role, out var role)
            || !RolePermissions.Of(role).Contains(Permissions.ReportsRead)
        )
            return null;
        // Only an administrator sees everything; nobody else may come to it by lacking a unit.
        if (account.UnitId is null && role != Role.Administrator)
            return null;
        return new(account.DisplayName, string.IsNullOrEmpty(account.Email) ? null : account.Email, account.UnitId);
    }
}
