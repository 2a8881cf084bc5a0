namespace Portal.Domain.Organisation;

/// <summary>Which units took over from units that ended. Not thread-safe.</summary>
/// <remarks>
/// The last version of a unit may name its successor. Where none does, it is the only unit of the same kind under the same parent that
/// began on the day after; of several that began on that day none is guessed.
/// </remarks>
internal sealed class UnitMergers(UnitTree units)
{
    // A unit that took over may have ended itself.
    private const int MostMergersInARow = 20;

    private Dictionary<int, List<int>>? _predecessors;

    /// <summary>The successor, on the day, of a unit that was dissolved before; null when none is known.</summary>
    public Unit? HolderOf(int unitId, DateOnly day)
    {
        var at = unitId;
        for (var i = 0; i < MostMergersInARow && SuccessorOf(at) is { } next; i++)
        {
            if (units.IsInForce(next.Id, day))
                return next;
            at = next.Id;
        }
        return null;
    }

    /// <summary>Whether the unit took over from one that existed on the day.</summary>
    public bool TookOver(int unitId, DateOnly day) => PredecessorsOf(unitId).Any(id => units.IsInForce(id, day));

    /// <summary>Whether the unit took over from the other one.</summary>
    public bool TookOver(int unitId, int predecessorId) => PredecessorsOf(unitId).Contains(predecessorId);

    private HashSet<int> PredecessorsOf(int unitId)
    {
        _predecessors ??= units
            .All.Select(unit => (unit.Id, Successor: SuccessorOf(unit.Id)))
            .Where(ended => ended.Successor is not null)
            .GroupBy(ended => ended.Successor!.Id, ended => ended.Id)
            .ToDictionary(taken => taken.Key, taken => taken.ToList());
        var all = new HashSet<int>();
        var pending = new Stack<int>([unitId]);
        while (pending.TryPop(out var id))
        {
            foreach (var before in _predecessors.GetValueOrDefault(id) ?? [])
            {
                if (all.Add(before))
                    pending.Push(before);
            }
        }
        return all;
    }

    private Unit? SuccessorOf(int unitId)
    {
        if (units.Find(unitId) is not { Versions: [.., { ValidTo: { } end } last] })
            return null;
        if (last.SuccessorId is { } named)
            return units.Find(named);
        var siblings = last.ParentId is { } parent ? units.EverChildren(parent).Select(id => units.Find(id)!) : [];
        var began = siblings.Where(unit => IsSuccessor(unit.Versions[0], last, end)).Take(2).ToList();
        return began is [var only] ? only : null;
    }

    private static bool IsSuccessor(UnitVersion first, UnitVersion last, DateOnly end) =>
        first.ValidFrom == end.AddDays(1) && first.Kind == last.Kind && first.ParentId == last.ParentId;
}
