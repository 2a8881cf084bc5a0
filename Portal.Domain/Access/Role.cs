namespace Portal.Domain.Access;

/// <summary>A named set of permissions, listed by <see cref="RolePermissions"/>.</summary>
public enum Role
{
    /// <summary>区领导 and heads of departments and streets: reads figures.</summary>
    Leader = 1,

    /// <summary>效能办: supervises, approves, keeps the catalogue, imports, exports.</summary>
    EfficiencyOffice = 2,

    /// <summary>Clerk of a street or community: enters figures and records.</summary>
    Clerk = 3,

    /// <summary>Manages users, keys and jobs.</summary>
    Administrator = 4,
}
