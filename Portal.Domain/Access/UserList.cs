namespace Portal.Domain.Access;

/// <param name="Users">The requested number of users, in order of their names.</param>
/// <param name="All">The number of all users found.</param>
public sealed record UserList(IReadOnlyList<UserRow> Users, int All);

/// <summary>A user as the list of users shows them.</summary>
/// <param name="Role">Of the grant that an administrator gave; null when none is in force today.</param>
/// <param name="UnitId">Of the same grant; null for everything or without one.</param>
public sealed record UserRow(
    int Id,
    string UserName,
    string DisplayName,
    Role? Role,
    int? UnitId,
    bool Disabled,
    bool LockedOut,
    string? Email
)
{
    internal static UserRow Of(PortalUser user, DateTimeOffset now, DateOnly today)
    {
        var given = user.Grants.Where(g => g.DelegatedById is null && g.ToGrant().IsInForce(today)).MaxBy(g => g.Id);
        return new(user.Id, user.UserName!, user.DisplayName, given?.Role, given?.UnitId, user.Disabled, user.LockoutEnd > now, user.Email);
    }
}
