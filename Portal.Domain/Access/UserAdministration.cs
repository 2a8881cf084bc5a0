using System.Net.Mail;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain.Data;
using Portal.Domain.Shared;

namespace Portal.Domain.Access;

/// <param name="Users">As many as were asked for, in order of their names.</param>
/// <param name="All">How many there are in all.</param>
public sealed record UserList(IReadOnlyList<UserRow> Users, int All);

/// <summary>Somebody as the list of users shows them.</summary>
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
public sealed class UserAdministration(IServiceScopeFactory scopes, DistrictTime time)
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
        var today = time.Today;
        var asked = text.Trim();
        var upper = asked.ToUpperInvariant();
        var meant = units.Select(id => (int?)id).ToList();
        var found = db
            .Users.AsNoTracking()
            .Where(u =>
                asked == ""
                || u.NormalizedUserName!.Contains(upper)
                || u.DisplayName.Contains(asked)
                || u.Grants.Any(g => meant.Contains(g.UnitId) && g.From <= today && (g.Until == null || g.Until >= today))
            );
        var rows = await found.OrderBy(u => u.NormalizedUserName).Take(most).Include(u => u.Grants).ToListAsync(cancellation);
        return new(
            [.. rows.Select(user => ToRow(user, now, today))],
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
        var users = Users(scope);
        var user = new PortalUser
        {
            UserName = draft.UserName,
            DisplayName = draft.DisplayName,
            Email = draft.Email,
            LockoutEnabled = true,
        };
        user.Grants.Add(Begin(draft));
        return AccessResult.Of(await users.CreateAsync(user, password));
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
                (user.DisplayName, user.Email) = (draft.DisplayName, draft.Email);
                Replace(user, draft);
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
        return await Administrators(Users(scope)).AnyAsync();
    }

    private async Task<AccessResult> ActAsync(Actor actor, int userId, Func<UserManager<PortalUser>, PortalUser, Task<AccessResult>> act)
    {
        actor.Demand(Permissions.UsersManage);
        await using var scope = scopes.CreateAsyncScope();
        var users = Users(scope);
        await using var transaction = await scope.ServiceProvider.GetRequiredService<PortalDb>().Database.BeginTransactionAsync();
        var user =
            await users.Users.Include(u => u.Grants).SingleOrDefaultAsync(u => u.Id == userId)
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

    /// <summary>Ends what an administrator gave before and begins the draft's grant today; what others delegated stays.</summary>
    private void Replace(PortalUser user, UserDraft draft)
    {
        var today = time.Today;
        List<UserGrant> given = [.. user.Grants.Where(g => g.DelegatedById is null && !g.ToGrant().HasEnded(today))];
        if (given is [{ Until: null } only] && only.From <= today && (only.Role, only.UnitId) == (draft.Role, draft.UnitId))
            return;
        foreach (var grant in given)
        {
            if (grant.From < today)
                grant.Until = today.AddDays(-1);
            else
                user.Grants.Remove(grant);
        }
        user.Grants.Add(Begin(draft));
    }

    private UserGrant Begin(UserDraft draft) =>
        new()
        {
            Role = draft.Role,
            UnitId = draft.UnitId,
            From = time.Today,
        };

    private async Task<bool> IsLastAdministratorAsync(UserManager<PortalUser> users, PortalUser user) =>
        await Administrators(users).AnyAsync(u => u.Id == user.Id) && !await Administrators(users).AnyAsync(u => u.Id != user.Id);

    /// <summary>Those who can sign in today.</summary>
    private IQueryable<PortalUser> Administrators(UserManager<PortalUser> users)
    {
        var today = time.Today;
        return users.Users.Where(u =>
            !u.Disabled && u.Grants.Any(g => g.Role == Role.Administrator && g.From <= today && (g.Until == null || g.Until >= today))
        );
    }

    private static UserManager<PortalUser> Users(AsyncServiceScope scope) =>
        scope.ServiceProvider.GetRequiredService<UserManager<PortalUser>>();

    private static UserRow ToRow(PortalUser user, DateTimeOffset now, DateOnly today)
    {
        var given = user.Grants.Where(g => g.DelegatedById is null && g.ToGrant().IsInForce(today)).MaxBy(g => g.Id);
        return new(user.Id, user.UserName!, user.DisplayName, given?.Role, given?.UnitId, user.Disabled, user.LockoutEnd > now, user.Email);
    }
}
