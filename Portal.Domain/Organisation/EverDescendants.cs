using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace Portal.Domain.Organisation;

/// <summary>
/// A unit with all its descendants of any day, as a set. Cached per snapshot of the tree, because a city has tens of thousands.
/// </summary>
internal static class EverDescendants
{
    private static readonly ConditionalWeakTable<UnitTree, ConcurrentDictionary<int, IReadOnlySet<int>>> s_cache = [];

    public static IReadOnlySet<int> Of(UnitTree units, int top) =>
        s_cache.GetOrCreateValue(units).GetOrAdd(top, static (unit, tree) => tree.SelfAndEverDescendants(unit).ToHashSet(), units);
}
