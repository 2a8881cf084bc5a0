using Microsoft.AspNetCore.Identity;

namespace Portal.Domain.Access;

/// <summary>Somebody who signs in. What they may do, and for which units, is in their grants.</summary>
public sealed class PortalUser : IdentityUser<int>
{
    /// <summary>The name shown on pages.</summary>
    public string DisplayName { get; set; } = "";

    public bool Disabled { get; set; }

    public List<UserGrant> Grants { get; } = [];
}
