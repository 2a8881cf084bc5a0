using Microsoft.AspNetCore.Identity;

namespace Portal.Domain.Access;

/// <summary>Somebody who signs in: bound to a unit, and through it to all that lies below.</summary>
public sealed class PortalUser : IdentityUser<int>
{
    /// <summary>The name shown on pages.</summary>
    public string DisplayName { get; set; } = "";

    /// <summary>Null only for administrators, who see everything.</summary>
    public int? UnitId { get; set; }

    public bool Disabled { get; set; }
}

/// <summary>What somebody is in the portal; each role has its fixed set of permissions.</summary>
public enum Role
{
    /// <summary>区领导 and heads of departments and streets: look at figures.</summary>
    Leader = 1,

    /// <summary>效能办: supervises, approves, keeps the catalogue, imports, exports.</summary>
    EfficiencyOffice = 2,

    /// <summary>Clerk of a street or community: enters figures and records.</summary>
    Clerk = 3,

    /// <summary>Keeps users, keys and jobs.</summary>
    Administrator = 4,
}
