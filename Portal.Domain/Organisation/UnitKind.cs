namespace Portal.Domain.Organisation;

/// <summary>What a node of the organisation tree is.</summary>
public enum UnitKind : byte
{
    /// <summary>区 (or a city or province above it).</summary>
    District = 1,

    /// <summary>部门: a department, bureau or centre of the district.</summary>
    Department = 2,

    /// <summary>街道.</summary>
    Street = 3,

    /// <summary>社区.</summary>
    Community = 4,
}
