using System.Net.Mail;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain.Data;

namespace Portal.Domain.Access;

/// <param name="Users">As many as were asked for, in order of their names.</param>
/// <param name="All">How many there are in all.</param>
public sealed record UserList(IReadOnlyList<UserRow> Users, int All);

/// <summary>Somebody as the list of users shows them.</summary>
public sealed record UserRow(
    int Id,
    string UserName,
    string DisplayName,
    Role Role,
    int? UnitId,
    bool Disabled,
    bool LockedOut,
    string? Email
);

/// <summary>What is said of a user when they are created or changed.</summary>
/// <param name="Email">Where reminders go; null for nobody.</param>
public sealed record UserDraft(string UserName, string DisplayName, Role Role, int? UnitId, string? Email = null);

/// <summary>Why something was not done, one stable code per reason; empty when it was done.</summary>
public sealed record AccessResult(IReadOnlyList<string> Codes)
{
    public static AccessResult Done { get; } = new([]);

    public bool Ok => Codes.Count == 0;

    internal static AccessResult Of(IdentityResult result) => result.Succeeded ? Done : new([.. result.Errors.Select(e => e.Code)]);
}

/// <summary>Creates, changes, disables users. Each call works in a scope of its own, because a circuit outlives a request.</summary>
/// <remarks>Every change of rights renews the security stamp, so that open sessions of the user end at their next check.</remarks>
public sealed class UserAdministration(IServiceScopeFactory scopes)
{
    /// <summary>A role but the administrator's needs a unit.</summary>
    public const string UnitRequired = "UnitRequired";

    /// <summary>What should be an e-mail address is none.</summary>
    public const string EmailInvalid = "EmailInvalid";

    /// <summary>The last administrator who can sign in can be neither disabled nor given another role.</summary>
    public const string LastAdministrator = "LastAdministrator";

    /// <summary>All users, in order of their names.</summary>
    public async Task<IReadOnlyList<UserRow>> ListAsync(Actor actor, CancellationToken cancellation = default) =>
        (await FindAsync(actor, "", [], int.MaxValue, cancellation)).Users;

    /// <summary>The users with the text in their sign-in or shown name, and those of the units; in order of their names.</summary>
    /// <param name="actor">Who asks.</param>
    /// <param name="text">What was typed; blank finds all.</param>
    /// <param name="units">Units that were meant by it.</param>
    /// <param name="most">At most so many are returned.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public async Task<UserList> FindAsync(
        Actor actor,
        string text,
        IReadOnlyCollection<int> units,
        int most,
        CancellationToken cancellation = default
    )
    {
        actor.Demand(Permissions.UsersManage);
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PortalDb>();
        var now = scope.ServiceProvider.GetRequiredService<TimeProvider>().GetUtcNow();
        var asked = text.Trim();
        var upper = asked.ToUpperInvariant();
        var meant = units.Select(id => (int?)id).ToList();
        var found = db
            .Users.AsNoTracking()
            .Where(u => asked == "" || u.NormalizedUserName!.Contains(upper) || u.DisplayName.Contains(asked) || meant.Contains(u.UnitId));
        var rows = await (
            from user in found.OrderBy(u => u.NormalizedUserName).Take(most)
            join link in db.UserRoles on user.Id equals link.UserId
            join role in db.Roles on link.RoleId equals role.Id
            orderby user.NormalizedUserName
            select new { user, role.Name }
        ).ToListAsync(cancellation);
        return new(
            [.. rows.Select(r => ToRow(r.user, r.Name!, now))],
            rows.Count < most ? rows.Count : await found.CountAsync(cancellation)
        );
    }

    /// <summary>Creates a user who can sign in with the password.</summary>
    public async Task<AccessResult> CreateAsync(Actor actor, UserDraft draft, string password)
    {
        actor.Demand(Permissions.UsersManage);
        if (Check(draft) is { } refusal)
            return refusal;
        await using var scope = scopes.CreateAsyncScope();
        await EnsureRolesAsync(scope.ServiceProvider);
        var users = Users(scope);
        var user = new PortalUser
        {
            UserName = draft.UserName,
            DisplayName = draft.DisplayName,
            UnitId = draft.UnitId,
            Email = draft.Email,
            LockoutEnabled = true,
        };
        await using var transaction = await scope.ServiceProvider.GetRequiredService<PortalDb>().Database.BeginTransactionAsync();
        var result = await users.CreateAsync(user, password);
        if (result.Succeeded)
            result = await users.AddToRoleAsync(user, draft.Role.ToString());
        if (result.Succeeded)
            await transaction.CommitAsync();
        return AccessResult.Of(result);
    }

    /// <summary>Changes name, role and unit; the sign-in name stays.</summary>
    public Task<AccessResult> ChangeAsync(Actor actor, int userId, UserDraft draft) =>
        ActAsync(
            actor,
            userId,
            async (users, user) =>
            {
                if (Check(draft) is { } refusal)
                    return refusal;
                if (draft.Role != Role.Administrator && await IsLastAdministratorAsync(users, user))
                    return new([LastAdministrator]);
                (user.DisplayName, user.UnitId, user.Email) = (draft.DisplayName, draft.UnitId, draft.Email);
                await users.RemoveFromRolesAsync(user, await users.GetRolesAsync(user));
                await users.AddToRoleAsync(user, draft.Role.ToString());
                return AccessResult.Of(await users.UpdateSecurityStampAsync(user));
            }
        );

    /// <summary>Shuts a user out, or lets them in again.</summary>
    public Task<AccessResult> SetDisabledAsync(Actor actor, int userId, bool disabled) =>
        ActAsync(
            actor,
            userId,
            async (users, user) =>
            {
                if (disabled && await IsLastAdministratorAsync(users, user))
                    return new([LastAdministrator]);
                user.Disabled = disabled;
                return AccessResult.Of(await users.UpdateSecurityStampAsync(user));
            }
        );

    /// <summary>Gives a new password and ends a lockout.</summary>
    public Task<AccessResult> ResetPasswordAsync(Actor actor, int userId, string password) =>
        ActAsync(
            actor,
            userId,
            async (users, user) =>
            {
                foreach (var validator in users.PasswordValidators)
                {
                    var valid = await validator.ValidateAsync(users, user, password);
                    if (!valid.Succeeded)
                        return AccessResult.Of(valid);
                }
                await users.RemovePasswordAsync(user);
                await users.AddPasswordAsync(user, password);
                await users.ResetAccessFailedCountAsync(user);
                return AccessResult.Of(await users.SetLockoutEndDateAsync(user, null));
            }
        );

    /// <summary>Whether anybody can administer the portal yet.</summary>
    public async Task<bool> HasAdministratorAsync()
    {
        await using var scope = scopes.CreateAsyncScope();
        return (await Users(scope).GetUsersInRoleAsync(nameof(Role.Administrator))).Any(u => !u.Disabled);
    }

    private async Task<AccessResult> ActAsync(Actor actor, int userId, Func<UserManager<PortalUser>, PortalUser, Task<AccessResult>> act)
    {
        actor.Demand(Permissions.UsersManage);
        await using var scope = scopes.CreateAsyncScope();
        await EnsureRolesAsync(scope.ServiceProvider);
        var users = Users(scope);
        await using var transaction = await scope.ServiceProvider.GetRequiredService<PortalDb>().Database.BeginTransactionAsync();
        var user =
            await users.FindByIdAsync(userId.ToString(System.Globalization.CultureInfo.InvariantCulture))
            ?? throw new KeyNotFoundException($"There is no user {userId}.");
        var result = await act(users, user);
        if (result.Ok)
            await transaction.CommitAsync();
        return result;
    }

    private static AccessResult? Check(UserDraft draft) =>
        draft switch
        {
            { Role: not Role.Administrator, UnitId: null } => new([UnitRequired]),
            { Email: { } email } when !MailAddress.TryCreate(email, out var read) || read.Address != email => new([EmailInvalid]),
            _ => null,
        };

    private static async Task<bool> IsLastAdministratorAsync(UserManager<PortalUser> users, PortalUser user)
    {
        var administrators = await users.GetUsersInRoleAsync(nameof(Role.Administrator));
        return administrators.Any(a => a.Id == user.Id) && administrators.Count(a => !a.Disabled && a.Id != user.Id) == 0;
    }

    private static async Task EnsureRolesAsync(IServiceProvider services)
    {
        var roles = services.GetRequiredService<RoleManager<IdentityRole<int>>>();
        foreach (var name in Enum.GetNames<Role>())
        {
            if (!await roles.RoleExistsAsync(name))
                await roles.CreateAsync(new IdentityRole<int>(name));
        }
    }

    private static UserManager<PortalUser> Users(AsyncServiceScope scope) =>
        scope.ServiceProvider.GetRequiredService<UserManager<PortalUser>>();

    private static UserRow ToRow(PortalUser user, string role, DateTimeOffset now) =>
        new(
            user.Id,
            user.UserName!,
            user.DisplayName,
            Enum.Parse<Role>(role),
            user.UnitId,
            user.Disabled,
            user.LockoutEnd > now,
            user.Email
        );
}
