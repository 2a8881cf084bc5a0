namespace Portal.Domain.Organisation;

/// <summary>The part of the tree somebody may see or write: a unit and what lies below it, or everything.</summary>
public sealed record UnitScope
{
    private UnitScope(int? unitId) => UnitId = unitId;

    /// <summary>Null means everything.</summary>
    public int? UnitId { get; }

    /// <summary>For the command line, the demonstration and jobs, which act for the whole portal.</summary>
    public static UnitScope Everything { get; } = new((int?)null);

    public static UnitScope Below(int unitId) => new(unitId);

    /// <summary>Whether the unit is the scope's own or hangs below it today or, when dissolved, hung there last.</summary>
    public bool Contains(UnitTree tree, int unitId, DateOnly today) => UnitId is not { } top || tree.IsWithin(unitId, top, today);
}
