using Portal.Domain.Organisation;

namespace Portal.Domain.Intake.Reference;

/// <summary>Finds units that hang below themselves, or below others that do.</summary>
internal static class UnitCircles
{
    /// <summary>Those of the units that never reach a root on the day. Every unit is passed once, however many are asked for.</summary>
    public static IEnumerable<int> Find(UnitTree tree, IEnumerable<int> unitIds, DateOnly day)
    {
        var ends = new Dictionary<int, bool>();
        var path = new List<int>();
        foreach (var unitId in unitIds)
        {
            path.Clear();
            var onPath = new HashSet<int>();
            var ending = true;
            for (int? at = unitId; at is { } id; at = tree.ParentAt(id, day))
            {
                if (ends.TryGetValue(id, out ending))
                    break;
                if (!(ending = onPath.Add(id)))
                    break;
                path.Add(id);
            }
            foreach (var passed in path)
                ends[passed] = ending;
            if (!ending)
                yield return unitId;
        }
    }
}
