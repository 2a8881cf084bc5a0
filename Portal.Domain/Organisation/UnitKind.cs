namespace Portal.Domain.Organisation;

/// <summary>What a node of the organisation tree is.</summary>
public enum UnitKind : byte
{
    /// <summary>区、县、县级市.</summary>
    District = 1,

    /// <summary>部门: a department, bureau or centre of the district.</summary>
    Department = 2,

    /// <summary>街道、乡镇.</summary>
    Street = 3,

    /// <summary>社区、村.</summary>
    Community = 4,

    /// <summary>省、自治区、直辖市.</summary>
    Province = 5,

    /// <summary>市: a prefecture-level city, between a province and its districts.</summary>
    City = 6,
}

public static class UnitKindOrder
{
    /// <summary>How far down the kind stands: 0 for a province; a district's departments stand before its streets. The stored numbers have no order.</summary>
    public static int Rank(this UnitKind kind) =>
        kind switch
        {
            UnitKind.Province => 0,
            UnitKind.City => 1,
            UnitKind.District => 2,
            UnitKind.Department => 3,
            UnitKind.Street => 4,
            _ => 5,
        };

    /// <summary>Whether it governs: a district or what stands above one, which has departments of its own.</summary>
    public static bool IsGovernment(this UnitKind kind) => kind is UnitKind.District or UnitKind.City or UnitKind.Province;
}
