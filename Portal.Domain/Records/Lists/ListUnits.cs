using Portal.Domain.Organisation;

namespace Portal.Domain.Records.Lists;

/// <summary>Finds the units whose records a list contains: those of the filter that the actor may read.</summary>
internal static class ListUnits
{
    /// <summary>Null for all units; empty for none.</summary>
    /// <remarks>
    /// Also with the structure of then, only units that are in the scope today are read: a right does not extend to units that went
    /// elsewhere.
    /// </remarks>
    public static IReadOnlyList<DatedIds>? Of(UnitTree tree, RecordFilter filter, UnitScope scope, DateOnly today)
    {
        if (filter.UnitId is not { } unit)
            return scope.IsEverything
                ? null
                : Readable([DatedIds.Always(scope.UnitsAt(tree, today).Select(u => u.Id))], tree, UnitScope.Everything, today);
        if (!scope.Contains(tree, unit, today))
            return [];
        if (filter.Own)
            return Readable([DatedIds.Always(Own(tree, unit, filter.Structure, today))], tree, scope, today);
        return filter.Structure switch
        {
            RecordStructure.Today => Readable([DatedIds.Always(tree.SelfAndBelow(unit, today))], tree, UnitScope.Everything, today),
            RecordStructure.Then => Readable(BelowThen(tree, unit), tree, scope, today),
        };
    }

    /// <summary>Whether the unit's records of the day belong to the filter's unit; without a right being asked.</summary>
    public static bool IsIn(UnitTree tree, RecordFilter filter, int unitId, DateOnly day, DateOnly today) =>
        filter.UnitId is not { } top
        || (
            filter.Own
                ? Own(tree, top, filter.Structure, today).Contains(unitId)
                : tree.IsWithin(
                    unitId,
                    top,
                    filter.Structure switch
                    {
                        RecordStructure.Today => today,
                        RecordStructure.Then => day,
                    }
                )
        );

    private static IEnumerable<int> Own(UnitTree tree, int unit, RecordStructure structure, DateOnly today) =>
        structure switch
        {
            RecordStructure.Then => [unit],
            RecordStructure.Today =>
            [
                unit,
                .. tree.EverChildren(unit)
                    .Where(child => tree.ParentAt(child, today) == unit && !tree.IsInForce(child, today))
                    .SelectMany(dissolved => tree.SelfAndBelow(dissolved, today)),
            ],
        };

    private static IReadOnlyList<DatedIds>? Readable(IReadOnlyList<DatedIds> units, UnitTree tree, UnitScope scope, DateOnly today)
    {
        if (!scope.IsEverything)
        {
            units =
            [
                .. units
                    .Select(some => some with { Ids = [.. some.Ids.Where(id => scope.Contains(tree, id, today))] })
                    .Where(some => some.Ids.Length > 0),
            ];
        }
        return units is [{ IsAlways: true } all] && all.Ids.Length == tree.Count ? null : units;
    }

    /// <summary>The units at or below the unit on each day.</summary>
    private static IReadOnlyList<DatedIds> BelowThen(UnitTree tree, int unit)
    {
        if (!tree.HasMoved)
            return [DatedIds.Always(tree.SelfAndBelow(unit, DateOnly.MinValue))];
        // The structure changes only where a version of a unit that moved begins.
        List<DateOnly> starts =
        [
            .. tree
                .Moved.SelectMany(moved => moved.Versions)
                .Select(version => version.ValidFrom ?? DateOnly.MinValue)
                .Append(DateOnly.MinValue)
                .Distinct()
                .Order(),
        ];
        return DatedIds.Grouped(
            starts.SelectMany(
                (from, i) =>
                    tree.SelfAndBelow(unit, from)
                        .Select(id => (id, from, i + 1 < starts.Count ? starts[i + 1].AddDays(-1) : DateOnly.MaxValue))
            )
        );
    }
}
