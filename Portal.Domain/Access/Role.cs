namespace Portal.Domain.Access;

/// <summary>A named set of permissions, listed by <see cref="RolePermissions"/>.</summary>
public enum Role
{
    /// <summary>区领导, and others who lead and enter nothing: reads figures.</summary>
    Leader = 1,

    /// <summary>效能办: supervises, approves, keeps the catalogue, imports, exports.</summary>
    EfficiencyOffice = 2,

    /// <summary>Clerk of a street or community: enters figures and records.</summary>
    Clerk = 3,

    /// <summary>Manages users, keys and jobs.</summary>
    Administrator = 4,

    /// <summary>单位负责人: head of a department, street or community: reads figures, and submits what the unit was ordered to mend.</summary>
    UnitHead = 5,
}
