using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Portal.Access.Cookies;
using Portal.Access.Limits;
using Portal.Domain.Access;
using Portal.Domain.Access.Sessions;

namespace Portal.Access;

/// <summary>Signs users in; every failure has the same answer after nearly the same time.</summary>
/// <remarks>
/// An attempt takes a token of its address, which a success returns. An address without tokens still gets its passwords checked, one after
/// the other, so that colleagues behind the same address can sign in; only what is wrong is then answered 429.
/// </remarks>
public sealed partial class PortalSignInManager(
    UserManager<PortalUser> users,
    IHttpContextAccessor context,
    IUserClaimsPrincipalFactory<PortalUser> claims,
    IOptions<IdentityOptions> options,
    ILogger<SignInManager<PortalUser>> logger,
    IAuthenticationSchemeProvider schemes,
    IUserConfirmation<PortalUser> confirmation,
    EndedSessions ended,
    UserSessions sessions,
    FailureLimits failures,
    PasswordQueue queue,
    KnownBrowsers browsers
) : SignInManager<PortalUser>(users, context, claims, options, logger, schemes, confirmation)
{
    /// <summary>The account is locked or disabled, or too many passwords are being checked.</summary>
    public const string AccountLocked = "AccountLocked";

    /// <summary>The new password is the current one.</summary>
    public const string PasswordUnchanged = "PasswordUnchanged";

    /// <summary>The name shown on pages is blank, too long, or has signs that cannot be shown.</summary>
    public const string DisplayNameInvalid = "DisplayNameInvalid";

    private const int MostNameCharacters = 100;

    // Attempts at one name run one after the other: in parallel, none would see that the others failed.
    private static readonly SemaphoreSlim[] s_nameLocks = [.. Enumerable.Range(0, 64).Select(_ => new SemaphoreSlim(1, 1))];

    private static readonly PortalUser s_dummyUser = new();
    private static string? s_dummyHash;

    /// <summary>
    /// Signs the user in for this browser session; refuses an unknown name, a wrong password, a disabled or a locked account alike.
    /// </summary>
    public async Task<SignInAnswer> TrySignInAsync(string userName, string password)
    {
        var (name, address) = (UserManager.NormalizeName(userName) ?? "", ClientAddress.Of(Context));
        if (browsers.Knows(Context, name))
            return await TryInTurnAsync(name, userName, password) ?? new(false, failures.SignIns.Wait(address));
        if (failures.SignIns.TryTake(address))
        {
            var answer = await TryInTurnAsync(name, userName, password);
            if (answer is { Ok: true })
                failures.SignIns.Return(address);
            return answer ?? new(false, failures.SignIns.Wait(address));
        }
        using var turn = await queue.EnterByAddressAsync(address, Context.RequestAborted);
        return turn.IsAcquired && await TryInTurnAsync(name, userName, password) is { Ok: true }
            ? SignInAnswer.Done
            : new(false, failures.SignIns.Wait(address));
    }

    public override async Task<bool> CanSignInAsync(PortalUser user) => !user.Disabled && await base.CanSignInAsync(user);

    /// <summary>Every sign-in begins a session with a new name; the previous session of the browser ends.</summary>
    public override async Task SignInWithClaimsAsync(
        PortalUser user,
        AuthenticationProperties? authenticationProperties,
        IEnumerable<Claim> additionalClaims
    )
    {
        await EndSessionAsync();
        var session = Guid.NewGuid().ToString("N");
        var browser = BrowserName.Of(Context.Request.Headers.UserAgent);
        await sessions.StartAsync(user.Id, session, ClientAddress.Of(Context), browser);
        await base.SignInWithClaimsAsync(user, authenticationProperties, [.. additionalClaims, new(EndedSessions.Claim, session)]);
    }

    /// <summary>Ends the session with all its windows, including copies of its cookie.</summary>
    public override async Task SignOutAsync()
    {
        await EndSessionAsync();
        await base.SignOutAsync();
    }

    /// <summary>Signs the user out in every browser, this one included.</summary>
    public async Task SignOutEverywhereAsync()
    {
        if (await UserManager.GetUserAsync(Context.User) is { } user)
        {
            // The new stamp also ends cookies that have no stored session.
            await UserManager.UpdateSecurityStampAsync(user);
            await ended.EndAllAsync(user.Id);
        }
        await base.SignOutAsync();
    }

    /// <summary>Changes the user's own password. All their sessions end but this one, which gets a new cookie.</summary>
    /// <returns>The reasons of a refusal. A wrong current password counts like one at the sign-in: the fifth locks.</returns>
    public Task<AccessResult> ChangePasswordAsync(string current, string next) =>
        OneByOneAsync(
            UserManager.NormalizeName(Context.User.Identity?.Name) ?? "",
            async () =>
            {
                using var turn = await queue.EnterAsync(Context.RequestAborted);
                return turn.IsAcquired ? await ChangeOneByOneAsync(current, next) : new([AccountLocked]);
            }
        );

    /// <summary>Changes the name that pages show of the user; the session goes on.</summary>
    public async Task<AccessResult> RenameAsync(string displayName)
    {
        var name = displayName.Trim();
        if (name.Length is 0 or > MostNameCharacters || name.Any(char.IsControl))
            return new([DisplayNameInvalid]);
        if (await UserManager.GetUserAsync(Context.User) is not { } user)
            return new([AccountLocked]);
        user.DisplayName = name;
        var result = await UserManager.UpdateAsync(user);
        if (!result.Succeeded)
            return AccessResult.Of(result);
        await RenewAsync(user);
        return AccessResult.Done;
    }

    public override async Task<PortalUser?> ValidateSecurityStampAsync(ClaimsPrincipal? principal) =>
        await base.ValidateSecurityStampAsync(principal) is { } user
        && !(principal!.FindFirstValue(EndedSessions.Claim) is { } session && await ended.HasEndedAsync(user.Id, session))
            ? user
            : null;

    public override async Task<bool> ValidateSecurityStampAsync(PortalUser? user, string? securityStamp) =>
        user is { Disabled: false } && await base.ValidateSecurityStampAsync(user, securityStamp);

    // A new session would sign out the very request that begins it, since its pages watch the old one.
    private async Task RenewAsync(PortalUser user)
    {
        var principal = await CreateUserPrincipalAsync(user);
        if (Context.User.FindFirst(EndedSessions.Claim) is { } session)
            (principal.Identity as ClaimsIdentity)?.AddClaim(session.Clone());
        await Context.SignInAsync(IdentityConstants.ApplicationScheme, principal);
    }

    private async Task EndSessionAsync()
    {
        var user = Context.User;
        if (user.FindFirstValue(EndedSessions.Claim) is not { } session || UserManager.GetUserId(user) is not { } id)
            return;
        await ended.EndAsync(int.Parse(id, CultureInfo.InvariantCulture), session);
    }

    /// <returns>Null when too many wait.</returns>
    private Task<SignInAnswer?> TryInTurnAsync(string name, string userName, string password) =>
        OneByOneAsync(
            name,
            async () =>
            {
                using var turn = await queue.EnterAsync(Context.RequestAborted);
                if (!turn.IsAcquired)
                    return (SignInAnswer?)null;
                if (!await TryOneByOneAsync(userName, password))
                    return SignInAnswer.Refused;
                browsers.Add(Context, name);
                return SignInAnswer.Done;
            }
        );

    private async Task<T> OneByOneAsync<T>(string name, Func<Task<T>> attempt)
    {
        var turn = s_nameLocks[(uint)name.GetHashCode(StringComparison.Ordinal) % s_nameLocks.Length];
        await turn.WaitAsync(Context.RequestAborted);
        try
        {
            return await attempt();
        }
        finally
        {
            turn.Release();
        }
    }

    private async Task<AccessResult> ChangeOneByOneAsync(string current, string next)
    {
        if (await UserManager.GetUserAsync(Context.User) is not { Disabled: false } user || await IsLockedAsync(user))
            return new([AccountLocked]);
        if (current == next)
            return new([PasswordUnchanged]);
        var result = await UserManager.ChangePasswordAsync(user, current, next);
        if (!result.Succeeded)
        {
            if (result.Errors.Any(e => e.Code == nameof(IdentityErrorDescriber.PasswordMismatch)))
                await UserManager.AccessFailedAsync(user);
            return AccessResult.Of(result);
        }
        user.MustChangePassword = false;
        if (await UserManager.UpdateAsync(user) is { Succeeded: false } failed)
            return AccessResult.Of(failed);
        await ended.EndAllAsync(user.Id, except: Context.User.FindFirstValue(EndedSessions.Claim));
        await RenewAsync(user);
        return AccessResult.Done;
    }

    private async Task<bool> TryOneByOneAsync(string userName, string password)
    {
        var user = await UserManager.FindByNameAsync(userName);
        if (user is null || !await CanSignInAsync(user) || await IsLockedAsync(user))
        {
            SpendTimeOfCheck(password);
            LogRefusal(
                user,
                user is null ? "no such account"
                    : user.Disabled ? "disabled"
                    : "locked"
            );
            return false;
        }
        if (!(await CheckPasswordSignInAsync(user, password, lockoutOnFailure: true)).Succeeded)
        {
            LogRefusal(user, "wrong password");
            return false;
        }
        await SignInAsync(user, isPersistent: false, "pwd");
        return true;
    }

    // Identity reads the machine's clock. No lockout lasts longer: a later end was set before the clock was set back.
    private async Task<bool> IsLockedAsync(PortalUser user)
    {
        if (user.LockoutEnd > TimeProvider.System.GetUtcNow() + Options.Lockout.DefaultLockoutTimeSpan)
            await UserManager.SetLockoutEndDateAsync(user, lockoutEnd: null);
        return await UserManager.IsLockedOutAsync(user);
    }

    // What was typed as an unknown name may be a password, so it is not written down.
    private void LogRefusal(PortalUser? user, string reason) =>
        LogRefused(Logger, user?.UserName ?? "?", ClientAddress.Of(Context), reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Sign-in refused: account {Account}, address {Address}, {Reason}.")]
    private static partial void LogRefused(ILogger logger, string account, string address, string reason);

    private void SpendTimeOfCheck(string password)
    {
        var hasher = UserManager.PasswordHasher;
        s_dummyHash ??= hasher.HashPassword(s_dummyUser, Guid.NewGuid().ToString());
        hasher.VerifyHashedPassword(s_dummyUser, s_dummyHash, password);
    }
}
