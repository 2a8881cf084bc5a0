namespace Portal.Domain.Organisation;

/// <summary>The kind of a node of the organisation tree.</summary>
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
    /// <summary>
    /// The level of the kind: 0 for a province; departments come before streets. The stored numbers are not in this order.
    /// </summary>
    public static int Rank(this UnitKind kind) =>
        kind switch
        {
            UnitKind.Province => 0,
            UnitKind.City => 1,
            UnitKind.District => 2,
            UnitKind.Department => 3,
            UnitKind.Street => 4,
            UnitKind.Community => 5,
        };

    /// <summary>Whether the kind is a government (district, city or province), which has departments of its own.</summary>
    public static bool IsGovernment(this UnitKind kind) => kind is UnitKind.District or UnitKind.City or UnitKind.Province;
}
