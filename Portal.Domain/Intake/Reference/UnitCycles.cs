using Portal.Domain.Organisation;

namespace Portal.Domain.Intake.Reference;

/// <summary>Finds units that are their own ancestors, or below such units.</summary>
internal static class UnitCycles
{
    /// <summary>The given units without a path to a root on the day. Every unit is visited once, however many units are given.</summary>
    public static IEnumerable<int> Find(UnitTree tree, IEnumerable<int> unitIds, DateOnly day)
    {
        var reachesRoot = new Dictionary<int, bool>();
        var path = new List<int>();
        foreach (var unitId in unitIds)
        {
            path.Clear();
            var onPath = new HashSet<int>();
            var reaches = true;
            for (int? at = unitId; at is { } id; at = tree.ParentAt(id, day))
            {
                if (reachesRoot.TryGetValue(id, out reaches))
                    break;
                if (!(reaches = onPath.Add(id)))
                    break;
                path.Add(id);
            }
            foreach (var visited in path)
                reachesRoot[visited] = reaches;
            if (!reaches)
                yield return unitId;
        }
    }
}
