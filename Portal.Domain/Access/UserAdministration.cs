using System.Net.Mail;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain.Catalogue;
using Portal.Domain.Data;
using Portal.Domain.Shared;

namespace Portal.Domain.Access;

/// <summary>Creates, changes, disables users. Each call works in a scope of its own, because a circuit outlives a request.</summary>
/// <remarks>
/// An actor administers the users with a grant within the actor's scope and none in force, now or later, outside it: with a new password
/// for a user with more rights, the actor would have these rights too. Other users are treated as unknown.
/// Nobody changes their own rights or sets their own password here: with a forgotten window anybody could.
/// Every change of rights renews the security stamp, so that open sessions of the user end at their next check.
/// </remarks>
public sealed class UserAdministration(IServiceScopeFactory scopes, IReferenceReader references, DistrictTime time, WriteGate gate)
{
    /// <summary>A role but the administrator's needs a unit.</summary>
    public const string UnitRequired = "UnitRequired";

    /// <summary>The unit of the grant is out of the actor's scope, or it has none and the actor does not administer everything.</summary>
    public const string UnitOutOfScope = "UnitOutOfScope";

    /// <summary>The text is no e-mail address.</summary>
    public const string EmailInvalid = "EmailInvalid";

    /// <summary>The last administrator of everything with access can neither be disabled nor lose rights.</summary>
    public const string LastAdministrator = "LastAdministrator";

    /// <summary>An actor neither changes the own role and unit, nor disables the own account, nor sets its password.</summary>
    public const string OwnAccount = "OwnAccount";

    /// <summary>All users whom the actor administers, in order of their names.</summary>
    public async Task<IReadOnlyList<UserRow>> ListAsync(Actor actor, CancellationToken cancellation = default) =>
        (await FindAsync(actor, "", [], int.MaxValue, cancellation)).Users;

    /// <summary>The users with the text in their sign-in or shown name, and those of the units; in order of their names.</summary>
    /// <param name="actor">Finds only users whom the actor administers.</param>
    /// <param name="text">The text typed; blank finds all.</param>
    /// <param name="units">The units that match the text.</param>
    /// <param name="most">The most users returned.</param>
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
        var trimmed = text.Trim();
        var upper = trimmed.ToUpperInvariant();
        var unitIds = units.Select(id => (int?)id).ToList();
        var found = Administered(db.Users.AsNoTracking(), await ManagedAsync(actor, cancellation))
            .Where(u =>
                trimmed == ""
                || u.NormalizedUserName!.Contains(upper)
                || u.DisplayName.Contains(trimmed)
                || u.Grants.Any(g => unitIds.Contains(g.UnitId) && g.From <= today && (g.Until == null || g.Until >= today))
            );
        var rows = await found.OrderBy(u => u.NormalizedUserName).Take(most).Include(u => u.Grants).ToListAsync(cancellation);
        return new(
            [.. rows.Select(user => UserRow.Of(user, now, today))],
            rows.Count < most ? rows.Count : await found.CountAsync(cancellation)
        );
    }

    /// <summary>Creates a user with the password; one whom an administrator creates has to change it first.</summary>
    public async Task<AccessResult> CreateAsync(Actor actor, UserDraft draft, string password)
    {
        actor.Demand(Permissions.UsersManage);
        if (await CheckAsync(actor, draft) is { } refusal)
            return refusal;
        await using var scope = scopes.CreateAsyncScope();
        var users = Users(scope);
        var user = new PortalUser
        {
            UserName = draft.UserName,
            DisplayName = draft.DisplayName,
            Email = draft.Email,
            LockoutEnabled = true,
            MustChangePassword = IsByAdministrator(actor),
        };
        user.Grants.Add(Begin(draft));
        return AccessResult.Of(await users.CreateAsync(user, password));
    }

    /// <summary>Changes name, role and unit; the sign-in name stays.</summary>
    public Task<AccessResult> ChangeAsync(Actor actor, int userId, UserDraft draft) =>
        ChangeUserAsync(
            actor,
            userId,
            async (users, user) =>
            {
                if (await CheckAsync(actor, draft) is { } refusal)
                    return refusal;
                if (IsSelf(actor, user) && !HasRights(user, draft))
                    return new([OwnAccount]);
                if (draft is not { Role: Role.Administrator, UnitId: null } && await IsLastAdministratorAsync(users, user))
                    return new([LastAdministrator]);
                (user.DisplayName, user.Email) = (draft.DisplayName, draft.Email);
                Replace(user, draft);
                return AccessResult.Of(await users.UpdateSecurityStampAsync(user));
            }
        );

    /// <summary>Disables a user, or enables them again.</summary>
    public Task<AccessResult> SetDisabledAsync(Actor actor, int userId, bool disabled) =>
        ChangeUserAsync(
            actor,
            userId,
            async (users, user) =>
            {
                if (IsSelf(actor, user))
                    return new([OwnAccount]);
                if (disabled && await IsLastAdministratorAsync(users, user))
                    return new([LastAdministrator]);
                user.Disabled = disabled;
                return AccessResult.Of(await users.UpdateSecurityStampAsync(user));
            }
        );

    /// <summary>Sets a new password, which the user has to change first, and ends a lockout.</summary>
    public Task<AccessResult> ResetPasswordAsync(Actor actor, int userId, string password) =>
        ChangeUserAsync(
            actor,
            userId,
            async (users, user) =>
            {
                if (IsSelf(actor, user))
                    return new([OwnAccount]);
                foreach (var validator in users.PasswordValidators)
                {
                    var valid = await validator.ValidateAsync(users, user, password);
                    if (!valid.Succeeded)
                        return AccessResult.Of(valid);
                }
                user.MustChangePassword = IsByAdministrator(actor);
                await users.RemovePasswordAsync(user);
                await users.AddPasswordAsync(user, password);
                await users.ResetAccessFailedCountAsync(user);
                return AccessResult.Of(await users.SetLockoutEndDateAsync(user, null));
            }
        );

    /// <summary>Whether any administrator of the whole portal exists yet.</summary>
    public async Task<bool> HasAdministratorAsync()
    {
        await using var scope = scopes.CreateAsyncScope();
        return await Administrators(Users(scope)).AnyAsync();
    }

    private async Task<AccessResult> ChangeUserAsync(
        Actor actor,
        int userId,
        Func<UserManager<PortalUser>, PortalUser, Task<AccessResult>> act
    )
    {
        actor.Demand(Permissions.UsersManage);
        await using var scope = scopes.CreateAsyncScope();
        var users = Users(scope);
        // One after the other: two administrators who disable each other at once must not both be the last but one.
        var db = scope.ServiceProvider.GetRequiredService<PortalDb>();
        await using var transaction = await gate.BeginAsync(db, WriteLane.Access);
        var user =
            await Administered(users.Users, await ManagedAsync(actor)).Include(u => u.Grants).SingleOrDefaultAsync(u => u.Id == userId)
            ?? throw new KeyNotFoundException($"There is no user {userId}.");
        var result = await act(users, user);
        if (result.Ok)
            await transaction.CommitAsync();
        return result;
    }

    private async Task<AccessResult?> CheckAsync(Actor actor, UserDraft draft)
    {
        var scope = actor.ScopeFor(Permissions.UsersManage);
        var units = (await references.GetAsync()).Units;
        return Check(draft, draft.UnitId is { } unit ? scope.Contains(units, unit, time.Today) : scope.IsEverything);
    }

    private static AccessResult? Check(UserDraft draft, bool isInScope) =>
        draft switch
        {
            { Role: not Role.Administrator, UnitId: null } => new([UnitRequired]),
            _ when !isInScope => new([UnitOutOfScope]),
            { Email: { } email } when !MailAddress.TryCreate(email, out var read) || read.Address != email => new([EmailInvalid]),
            _ => null,
        };

    /// <summary>The numbers of the units in which the actor administers users; null for everything.</summary>
    private async Task<int[]?> ManagedAsync(Actor actor, CancellationToken cancellation = default)
    {
        var scope = actor.ScopeFor(Permissions.UsersManage);
        if (scope.IsEverything)
            return null;
        return [.. scope.UnitsAt((await references.GetAsync(cancellation)).Units, time.Today).Select(unit => unit.Id)];
    }

    private IQueryable<PortalUser> Administered(IQueryable<PortalUser> users, int[]? units)
    {
        if (units is null)
            return users;
        var today = time.Today;
        // One array parameter: one parameter per unit would soon exceed the database's limit.
        return users.Where(u =>
            u.Grants.Any(g => g.UnitId != null && EF.Parameter(units).Contains(g.UnitId.Value))
            && !u.Grants.Any(g =>
                (g.Until == null || g.Until >= today) && (g.UnitId == null || !EF.Parameter(units).Contains(g.UnitId.Value))
            )
        );
    }

    // Accounts of the command line, the demonstration and the first administrator are made by the portal itself.
    private static bool IsByAdministrator(Actor actor) => actor != Actor.System;

    private static bool IsSelf(Actor actor, PortalUser user) =>
        IsByAdministrator(actor) && string.Equals(actor.Name, user.UserName, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether the draft gives the user the same role and unit as now, until further notice.</summary>
    private bool HasRights(PortalUser user, UserDraft draft) =>
        Given(user) is [{ Until: null } only] && only.From <= time.Today && (only.Role, only.UnitId) == (draft.Role, draft.UnitId);

    /// <summary>The grants by administrators that have not ended.</summary>
    private List<UserGrant> Given(PortalUser user) =>
        [.. user.Grants.Where(g => g.DelegatedById is null && !g.ToGrant().HasEnded(time.Today))];

    /// <summary>Ends the grants of administrators and begins the draft's grant today; delegated grants stay.</summary>
    private void Replace(PortalUser user, UserDraft draft)
    {
        if (HasRights(user, draft))
            return;
        var today = time.Today;
        foreach (var grant in Given(user))
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

    /// <summary>The administrators of everything with access today.</summary>
    private IQueryable<PortalUser> Administrators(UserManager<PortalUser> users)
    {
        var today = time.Today;
        return users.Users.Where(u =>
            !u.Disabled
            && u.Grants.Any(g =>
                g.Role == Role.Administrator && g.UnitId == null && g.From <= today && (g.Until == null || g.Until >= today)
            )
        );
    }

    private static UserManager<PortalUser> Users(AsyncServiceScope scope) =>
        scope.ServiceProvider.GetRequiredService<UserManager<PortalUser>>();
}
