using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Portal.Domain.Access;
using Portal.Domain.Shared;

namespace Portal.Access;

/// <summary>What a signed-in user or an API key carries, and how an <see cref="Actor"/> is made of it.</summary>
public static class PortalClaims
{
    /// <summary>The name shown on pages.</summary>
    public const string DisplayName = "portal:name";

    /// <summary>One grant of a user, as <see cref="Domain.Access.Grant.ToText"/> gives it.</summary>
    public const string Grant = "portal:grant";

    /// <summary>The number of an API key's unit.</summary>
    public const string KeyUnit = "portal:unit";

    /// <summary>One permission of an API key; users have theirs from their grants.</summary>
    public const string Permission = "portal:permission";

    /// <summary>The actor behind the claims, with the rights of today; <see cref="Actor.Nobody"/> when nobody is signed in or no grant is in force.</summary>
    public static Actor ToActor(this ClaimsPrincipal principal, DistrictTime time)
    {
        if (principal.Identity is not { IsAuthenticated: true, Name: { } name })
            return Actor.Nobody;
        if (int.TryParse(principal.FindFirstValue(KeyUnit), NumberStyles.None, CultureInfo.InvariantCulture, out var unit))
            return Actor.OfKey(name, unit, principal.FindAll(Permission).Select(c => c.Value));
        var actor = Actor.Of(name, NameOf(principal), GrantsOf(principal), time.Today);
        return actor.Grants.Count > 0 ? actor : Actor.Nobody;
    }

    /// <summary>The name shown on pages; empty when nobody is signed in.</summary>
    public static string NameOf(ClaimsPrincipal principal) => principal.FindFirstValue(DisplayName) ?? principal.Identity?.Name ?? "";

    /// <summary>Whether a grant that the claims carry has ended: then what was opened with it must end too.</summary>
    public static bool HasEndedGrant(ClaimsPrincipal principal, DateOnly today) => GrantsOf(principal).Any(grant => grant.HasEnded(today));

    private static IEnumerable<Grant> GrantsOf(ClaimsPrincipal principal) =>
        principal.FindAll(Grant).Select(claim => Domain.Access.Grant.Parse(claim.Value)).OfType<Grant>();
}

/// <summary>Writes the claims of a user into the cookie.</summary>
internal sealed class PortalClaimsFactory(UserManager<PortalUser> users, UserGrants grants, IOptions<IdentityOptions> options)
    : UserClaimsPrincipalFactory<PortalUser>(users, options)
{
    protected override async Task<ClaimsIdentity> GenerateClaimsAsync(PortalUser user)
    {
        var identity = await base.GenerateClaimsAsync(user);
        identity.AddClaim(new(PortalClaims.DisplayName, user.DisplayName));
        identity.AddClaims((await grants.ReadAsync(user.Id)).Select(grant => new Claim(PortalClaims.Grant, grant.ToText())));
        return identity;
    }
}
