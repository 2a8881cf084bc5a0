namespace Portal.Domain.Organisation;

/// <summary>All units with all their versions at one moment: an immutable picture that many readers share.</summary>
/// <remarks>Nothing here looks at every unit but what says so: a province has a hundred thousand.</remarks>
public sealed class UnitTree
{
    private readonly Unit[] _inOrder;
    private readonly Dictionary<int, Unit> _byId;
    private readonly Dictionary<string, Unit> _byCode;
    private readonly Dictionary<int, List<int>> _everBelow = [];
    private readonly List<Unit> _everRoots = [];
    private readonly List<Unit> _moved = [];

    public UnitTree(IEnumerable<Unit> units)
        : this(InOrder(units)) { }

    private UnitTree(Unit[] inOrder)
    {
        _inOrder = inOrder;
        _byId = new(inOrder.Length);
        _byCode = new(inOrder.Length, StringComparer.Ordinal);
        foreach (var unit in inOrder)
        {
            SortVersions(unit);
            _byId.Add(unit.Id, unit);
            _byCode.Add(unit.Code, unit);
            Hang(unit);
        }
    }

    /// <summary>Whether any unit ever hung elsewhere than it does now; if none did, every structure is today's.</summary>
    public bool HasMoved => _moved.Count > 0;

    /// <summary>The units that hung below different ones over time, in order of code.</summary>
    public IReadOnlyList<Unit> Moved => _moved;

    public static UnitTree Empty { get; } = new([]);

    public int Count => _inOrder.Length;

    /// <summary>Every unit, in order of code.</summary>
    public IReadOnlyList<Unit> All => _inOrder;

    public Unit? Find(int id) => _byId.GetValueOrDefault(id);

    public Unit? Find(string code) => _byCode.GetValueOrDefault(code);

    /// <summary>The tree with these units instead of those with the same numbers, and those that are new.</summary>
    public UnitTree With(IReadOnlyCollection<Unit> changed)
    {
        if (changed.Count == 0)
            return this;
        var numbers = changed.Select(u => u.Id).ToHashSet();
        // What stays is in order already, so sorting costs little more than looking at it.
        return new(InOrder(_inOrder.Where(u => !numbers.Contains(u.Id)), InOrder(changed)));
    }

    /// <summary>The version in force on the day, or the nearest one when the unit did not exist then.</summary>
    /// <exception cref="KeyNotFoundException">No unit has that number.</exception>
    public UnitVersion VersionAt(int unitId, DateOnly day)
    {
        var versions = _byId[unitId].Versions;
        var nearest = versions[0];
        foreach (var version in versions)
        {
            if (version.ValidFrom is { } from && from > day)
                break;
            nearest = version;
        }
        return nearest;
    }

    /// <summary>Whether the unit exists on the day.</summary>
    public bool IsInForce(int unitId, DateOnly day) => _byId.TryGetValue(unitId, out var unit) && unit.Versions.Exists(v => v.Covers(day));

    public string NameAt(int unitId, DateOnly day) => VersionAt(unitId, day).Name;

    /// <summary>The unit it hangs below on the day; null for a root. A unit that does not exist then hangs where it hung nearest to the day.</summary>
    public int? ParentAt(int unitId, DateOnly day) => VersionAt(unitId, day).ParentId;

    /// <summary>The unit itself, its parent, and so on up to the root, as they hang on the day.</summary>
    public IEnumerable<int> SelfAndAbove(int unitId, DateOnly day)
    {
        for (int? at = unitId; at is { } id; at = ParentAt(id, day))
            yield return id;
    }

    /// <summary>The unit itself and all that hang below it on the day, each before those below it, else in order of code; also those that do not exist then.</summary>
    public IEnumerable<int> SelfAndBelow(int unitId, DateOnly day)
    {
        var open = new Stack<int>();
        open.Push(unitId);
        while (open.TryPop(out var id))
        {
            yield return id;
            var below = EverBelow(id);
            for (var i = below.Count - 1; i >= 0; i--)
            {
                if (ParentAt(below[i], day) == id)
                    open.Push(below[i]);
            }
        }
    }

    /// <summary>The unit itself and all that hung below it on any day, in no order.</summary>
    public IEnumerable<int> SelfAndEverBelow(int unitId)
    {
        var seen = new HashSet<int> { unitId };
        var open = new Stack<int>(seen);
        while (open.TryPop(out var id))
        {
            yield return id;
            foreach (var below in EverBelow(id).Where(seen.Add))
                open.Push(below);
        }
    }

    /// <summary>The units that hang directly below on the day and exist then, in order of code.</summary>
    public IEnumerable<Unit> ChildrenAt(int unitId, DateOnly day) =>
        EverBelow(unitId).Where(id => IsInForce(id, day) && ParentAt(id, day) == unitId).Select(id => _byId[id]);

    /// <summary>The units that ever hung directly below, in order of code: who had records in a long period may be gone at its end.</summary>
    public IReadOnlyList<int> EverBelow(int unitId) => _everBelow.GetValueOrDefault(unitId) ?? (IReadOnlyList<int>)[];

    /// <summary>The units without a parent on the day, in order of code.</summary>
    public IEnumerable<Unit> RootsAt(DateOnly day) => _everRoots.Where(u => ParentAt(u.Id, day) is null && IsInForce(u.Id, day));

    /// <summary>Whether the unit is <paramref name="top"/> or hangs below it on the day.</summary>
    public bool IsWithin(int unitId, int top, DateOnly day)
    {
        if (!_byId.ContainsKey(unitId))
            return false;
        for (int? at = unitId; at is { } id; at = ParentAt(id, day))
        {
            if (id == top)
                return true;
        }
        return false;
    }

    private void Hang(Unit unit)
    {
        var versions = unit.Versions;
        for (var i = 0; i < versions.Count; i++)
        {
            var parent = versions[i].ParentId;
            if (versions.FindIndex(v => v.ParentId == parent) < i)
                continue; // hung there before
            if (i > 0 && (_moved.Count == 0 || _moved[^1] != unit))
                _moved.Add(unit);
            if (parent is not { } id)
                _everRoots.Add(unit);
            else if (_everBelow.TryGetValue(id, out var below))
                below.Add(unit.Id);
            else
                _everBelow[id] = [unit.Id];
        }
    }

    // Units of the tree before are shared with its readers: what is in order is not touched.
    private static void SortVersions(Unit unit)
    {
        for (var i = 1; i < unit.Versions.Count; i++)
        {
            if (Nullable.Compare(unit.Versions[i - 1].ValidFrom, unit.Versions[i].ValidFrom) <= 0)
                continue;
            unit.Versions.Sort((a, b) => Nullable.Compare(a.ValidFrom, b.ValidFrom));
            return;
        }
    }

    private static Unit[] InOrder(IEnumerable<Unit> units)
    {
        var all = units.ToArray();
        Array.Sort(all, (a, b) => string.CompareOrdinal(a.Code, b.Code));
        return all;
    }

    private static Unit[] InOrder(IEnumerable<Unit> kept, Unit[] added)
    {
        var (all, next) = (new List<Unit>(), 0);
        foreach (var unit in kept)
        {
            while (next < added.Length && string.CompareOrdinal(added[next].Code, unit.Code) < 0)
                all.Add(added[next++]);
            all.Add(unit);
        }
        all.AddRange(added.AsSpan(next));
        return [.. all];
    }
}
