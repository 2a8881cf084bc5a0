using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Portal.Domain.Access;

namespace Portal.Access;

/// <summary>Signs in with one answer, and after much the same time, whatever was wrong.</summary>
public sealed class PortalSignInManager(
    UserManager<PortalUser> users,
    IHttpContextAccessor context,
    IUserClaimsPrincipalFactory<PortalUser> claims,
    IOptions<IdentityOptions> options,
    ILogger<SignInManager<PortalUser>> logger,
    IAuthenticationSchemeProvider schemes,
    IUserConfirmation<PortalUser> confirmation,
    EndedSessions sessions
) : SignInManager<PortalUser>(users, context, claims, options, logger, schemes, confirmation)
{
    // Guesses at one name are tried one after the other: side by side, none would see that the others failed.
    private static readonly SemaphoreSlim[] s_turns = [.. Enumerable.Range(0, 64).Select(_ => new SemaphoreSlim(1, 1))];

    private static readonly PortalUser s_nobody = new();
    private static string? s_nobodysHash;

    /// <summary>Signs the user in for this browser session; false for an unknown name, a wrong password, a disabled or a locked account alike.</summary>
    public async Task<bool> TrySignInAsync(string userName, string password)
    {
        var name = UserManager.NormalizeName(userName) ?? "";
        var turn = s_turns[(uint)name.GetHashCode(StringComparison.Ordinal) % s_turns.Length];
        await turn.WaitAsync(Context.RequestAborted);
        try
        {
            return await TryInTurnAsync(userName, password);
        }
        finally
        {
            turn.Release();
        }
    }

    public override async Task<bool> CanSignInAsync(PortalUser user) => !user.Disabled && await base.CanSignInAsync(user);

    /// <summary>Every sign-in begins a session with a name of its own; the one that the browser was in before ends.</summary>
    public override async Task SignInWithClaimsAsync(
        PortalUser user,
        AuthenticationProperties? authenticationProperties,
        IEnumerable<Claim> additionalClaims
    )
    {
        await EndSessionAsync();
        await base.SignInWithClaimsAsync(
            user,
            authenticationProperties,
            [.. additionalClaims, new(EndedSessions.Claim, Guid.NewGuid().ToString("N"))]
        );
    }

    /// <summary>Ends the session with all its windows, wherever its cookie may have been copied to.</summary>
    public override async Task SignOutAsync()
    {
        await EndSessionAsync();
        await base.SignOutAsync();
    }

    public override async Task<PortalUser?> ValidateSecurityStampAsync(ClaimsPrincipal? principal) =>
        await base.ValidateSecurityStampAsync(principal) is { } user
        && !(principal!.FindFirstValue(EndedSessions.Claim) is { } session && await sessions.HasEndedAsync(user.Id, session))
            ? user
            : null;

    public override async Task<bool> ValidateSecurityStampAsync(PortalUser? user, string? securityStamp) =>
        user is { Disabled: false } && await base.ValidateSecurityStampAsync(user, securityStamp);

    private async Task EndSessionAsync()
    {
        var user = Context.User;
        if (user.FindFirstValue(EndedSessions.Claim) is not { } session || UserManager.GetUserId(user) is not { } id)
            return;
        await sessions.EndAsync(int.Parse(id, CultureInfo.InvariantCulture), session);
    }

    private async Task<bool> TryInTurnAsync(string userName, string password)
    {
        var user = await UserManager.FindByNameAsync(userName);
        if (user is null || !await CanSignInAsync(user) || await UserManager.IsLockedOutAsync(user))
        {
            SpendTheTimeOfACheck(password);
            return false;
        }
        if (!(await CheckPasswordSignInAsync(user, password, lockoutOnFailure: true)).Succeeded)
            return false;
        await SignInAsync(user, isPersistent: false, "pwd");
        return true;
    }

    private void SpendTheTimeOfACheck(string password)
    {
        var hasher = UserManager.PasswordHasher;
        s_nobodysHash ??= hasher.HashPassword(s_nobody, Guid.NewGuid().ToString());
        hasher.VerifyHashedPassword(s_nobody, s_nobodysHash, password);
    }
}
