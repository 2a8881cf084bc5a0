using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Portal.Domain.Access;
using Portal.Domain.Access.Sources;
using Portal.Domain.Shared;

namespace Portal.Access;

/// <summary>The claims of a signed-in user or an API key, and the <see cref="Actor"/> made of them.</summary>
public static class PortalClaims
{
    /// <summary>The name shown on pages.</summary>
    public const string DisplayName = "portal:name";

    /// <summary>One grant of a user, as <see cref="Domain.Access.Grant.ToText"/> formats it.</summary>
    public const string Grant = "portal:grant";

    /// <summary>The id of an API key's unit.</summary>
    public const string KeyUnit = "portal:unit";

    /// <summary>One permission of an API key; users have permissions by their grants.</summary>
    public const string Permission = "portal:permission";

    /// <summary>One name of a source to which an API key is bound: the number of its holder, or nothing, a blank, and the name.</summary>
    public const string Source = "portal:source";

    /// <summary>Present until the user has changed a password that an administrator has set.</summary>
    public const string PasswordIsKnown = "portal:password-known";

    /// <summary>Whether the user may only change the password.</summary>
    public static bool MustChangePassword(ClaimsPrincipal principal) => principal.HasClaim(claim => claim.Type == PasswordIsKnown);

    /// <summary>The number of the user's account; null for an API key or an anonymous user.</summary>
    public static int? IdOf(ClaimsPrincipal principal) =>
        int.TryParse(principal.FindFirstValue(ClaimTypes.NameIdentifier), NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            ? id
            : null;

    /// <summary>
    /// The actor of the claims, with today's rights; <see cref="Actor.Nobody"/> for an anonymous user, when no grant is in force, and
    /// while the password has to be changed.
    /// </summary>
    public static Actor ToActor(this ClaimsPrincipal principal, DistrictTime time)
    {
        if (principal.Identity is not { IsAuthenticated: true, Name: { } name } || MustChangePassword(principal))
            return Actor.Nobody;
        if (int.TryParse(principal.FindFirstValue(KeyUnit), NumberStyles.None, CultureInfo.InvariantCulture, out var unit))
            return Actor.OfKey(name, unit, principal.FindAll(Permission).Select(c => c.Value));
        var actor = Actor.Of(name, NameOf(principal), GrantsOf(principal), time.Today);
        return actor.Grants.Count > 0 ? actor : Actor.Nobody;
    }

    /// <summary>The name shown on pages; empty for an anonymous user.</summary>
    public static string NameOf(ClaimsPrincipal principal) => principal.FindFirstValue(DisplayName) ?? principal.Identity?.Name ?? "";

    /// <summary>The claim of a name to which an API key is bound.</summary>
    public static Claim ToClaim(BoundSource source) =>
        new(Source, string.Create(CultureInfo.InvariantCulture, $"{source.HolderId} {source.Name}"));

    /// <summary>The names of sources to which an API key is bound; none for an unbound one, and for users.</summary>
    public static IReadOnlyList<BoundSource> SourcesOf(ClaimsPrincipal principal) =>
        [
            .. principal
                .FindAll(Source)
                .Select(claim => claim.Value.Split(' ', 2))
                .Select(parts => new BoundSource(
                    parts[1],
                    parts[0].Length == 0 ? null : int.Parse(parts[0], CultureInfo.InvariantCulture)
                )),
        ];

    /// <summary>
    /// The last day of the grant that ends first; null when none ends. After it, what was opened with the grant must end too.
    /// </summary>
    public static DateOnly? FirstEndOf(ClaimsPrincipal principal) => GrantsOf(principal).Min(grant => grant.Until);

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
        if (user.MustChangePassword)
            identity.AddClaim(new(PortalClaims.PasswordIsKnown, ""));
        identity.AddClaims((await grants.ReadAsync(user.Id)).Select(grant => new Claim(PortalClaims.Grant, grant.ToText())));
        return identity;
    }
}
