using Microsoft.AspNetCore.Identity;

namespace Portal.Domain.Access;

/// <summary>A user account. Its grants give the permissions and the units they hold for.</summary>
public sealed class PortalUser : IdentityUser<int>
{
    /// <summary>The name shown on pages.</summary>
    public string DisplayName { get; set; } = "";

    public bool Disabled { get; set; }

    /// <summary>An administrator knows the password: the user has no rights until they have chosen another.</summary>
    public bool MustChangePassword { get; set; }

    public List<UserGrant> Grants { get; } = [];
}
