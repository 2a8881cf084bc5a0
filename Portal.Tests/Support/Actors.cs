using System.Security.Claims;
using Portal.Access;
using Portal.Domain.Access;

namespace Portal.Tests.Support;

/// <summary>Makes actors and signed-in users with one grant.</summary>
internal static class Actors
{
    private static readonly DateOnly s_longAgo = new(2000, 1, 1);

    /// <param name="name">The sign-in name.</param>
    /// <param name="role">The role of the grant.</param>
    /// <param name="unitId">The unit of the grant; null for an administrator of everything.</param>
    public static Actor Of(string name, Role role, int? unitId) =>
        Actor.Of(name, name, [new Grant(role, unitId, s_longAgo)], DateOnly.MaxValue);

    /// <summary>The claims of a user as the cookie carries them.</summary>
    public static ClaimsPrincipal SignedIn(string name, Role role, int? unitId) => SignedIn(name, new Grant(role, unitId, s_longAgo));

    public static ClaimsPrincipal SignedIn(string name, params IEnumerable<Grant> grants) =>
        new(
            new ClaimsIdentity(
                [new(ClaimTypes.Name, name), .. grants.Select(grant => new Claim(PortalClaims.Grant, grant.ToText()))],
                "test"
            )
        );
}
