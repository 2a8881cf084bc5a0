using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Portal.Domain.Access;
using Portal.Domain.Organisation;

namespace Portal.Access;

/// <summary>What a signed-in user or an API key carries, and how an <see cref="Actor"/> is made of it.</summary>
public static class PortalClaims
{
    /// <summary>The name shown on pages.</summary>
    public const string DisplayName = "portal:name";

    /// <summary>The number of the unit; absent for administrators without one.</summary>
    public const string Unit = "portal:unit";

    /// <summary>One permission of an API key; users have theirs from their role.</summary>
    public const string Permission = "portal:permission";

    /// <summary>The actor behind the claims; <see cref="Actor.Nobody"/> when nobody is signed in.</summary>
    public static Actor ToActor(this ClaimsPrincipal principal)
    {
        if (principal.Identity is not { IsAuthenticated: true, Name: { } name })
            return Actor.Nobody;
        var role = Enum.TryParse<Role>(principal.FindFirstValue(ClaimTypes.Role), out var parsed) ? parsed : (Role?)null;
        if (ScopeOf(principal, role) is not { } scope)
            return Actor.Nobody;
        var permissions = role is { } known
            ? RolePermissions.Of(known)
            : [.. principal.FindAll(Permission).Select(c => c.Value).Where(Permissions.ForKeys.Contains)];
        return new Actor(name, principal.FindFirstValue(DisplayName) ?? name, role, scope, permissions);
    }

    // Only an administrator may do without a unit; anybody else would see nothing or, by mistake, all.
    private static UnitScope? ScopeOf(ClaimsPrincipal principal, Role? role) =>
        int.TryParse(principal.FindFirstValue(Unit), NumberStyles.None, CultureInfo.InvariantCulture, out var unit) ? UnitScope.Below(unit)
        : role == Role.Administrator ? UnitScope.Everything
        : null;
}

/// <summary>Writes the claims of a user into the cookie.</summary>
internal sealed class PortalClaimsFactory(
    UserManager<PortalUser> users,
    RoleManager<IdentityRole<int>> roles,
    IOptions<IdentityOptions> options
) : UserClaimsPrincipalFactory<PortalUser, IdentityRole<int>>(users, roles, options)
{
    protected override async Task<ClaimsIdentity> GenerateClaimsAsync(PortalUser user)
    {
        var identity = await base.GenerateClaimsAsync(user);
        identity.AddClaim(new(PortalClaims.DisplayName, user.DisplayName));
        if (user.UnitId is { } unit)
            identity.AddClaim(new(PortalClaims.Unit, unit.ToString(CultureInfo.InvariantCulture)));
        return identity;
    }
}
