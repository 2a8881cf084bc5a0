using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace Portal.Domain.Organisation;

/// <summary>The units that ever hung at or below a unit. Found once for each picture of the tree: a city has tens of thousands.</summary>
internal static class UnitsBelow
{
    private static readonly ConditionalWeakTable<UnitTree, ConcurrentDictionary<int, IReadOnlySet<int>>> s_known = [];

    public static IReadOnlySet<int> Of(UnitTree units, int top) =>
        s_known.GetOrCreateValue(units).GetOrAdd(top, static (unit, tree) => Find(tree, unit), units);

    private static HashSet<int> Find(UnitTree units, int top)
    {
        var found = new HashSet<int> { top };
        var open = new Queue<int>(found);
        while (open.TryDequeue(out var unit))
        {
            foreach (var child in units.EverBelow(unit))
            {
                if (found.Add(child))
                    open.Enqueue(child);
            }
        }
        return found;
    }
}
