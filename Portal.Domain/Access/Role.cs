namespace Portal.Domain.Access;

/// <summary>A bundle of permissions under a name that people know; <see cref="RolePermissions"/> says which.</summary>
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
