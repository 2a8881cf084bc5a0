using Portal.Domain.Shared;

namespace Portal.Domain.Organisation;

/// <summary>An immutable snapshot of all units with all their versions, shared by many readers.</summary>
/// <remarks>
/// A province has a hundred thousand units, so only <see cref="All"/>, <see cref="With"/> and the constructor visit every unit.
/// </remarks>
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
            AddToParents(unit);
        }
    }

    /// <summary>Whether any unit ever changed its parent; if none did, the structure of every day is today's.</summary>
    public bool HasMoved => _moved.Count > 0;

    /// <summary>The units that changed their parent over time, in order of code.</summary>
    public IReadOnlyList<Unit> Moved => _moved;

    public static UnitTree Empty { get; } = new([]);

    public int Count => _inOrder.Length;

    /// <summary>Every unit, in order of code.</summary>
    public IReadOnlyList<Unit> All => _inOrder;

    public Unit? Find(int id) => _byId.GetValueOrDefault(id);

    /// <summary>The unit with the code, cleaned by <see cref="Identifiers"/>.</summary>
    public Unit? Find(string code) => _byCode.TryGetValue(code, out var unit) ? unit : _byCode.GetValueOrDefault(Identifiers.Clean(code));

    /// <summary>A copy in which these units replace those with the same ids; new units are added.</summary>
    public UnitTree With(IReadOnlyCollection<Unit> changed)
    {
        if (changed.Count == 0)
            return this;
        var numbers = changed.Select(u => u.Id).ToHashSet();
        // The remaining units are in order already, so the two ordered lists are merged.
        return new(InOrder(_inOrder.Where(u => !numbers.Contains(u.Id)), InOrder(changed)));
    }

    /// <summary>The version in force on the day, or the nearest one when the unit did not exist then.</summary>
    /// <exception cref="KeyNotFoundException">No unit has that id.</exception>
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

    /// <summary>The parent on the day; null for a root. For a unit not in force, the parent of the version nearest to the day.</summary>
    public int? ParentAt(int unitId, DateOnly day) => VersionAt(unitId, day).ParentId;

    /// <summary>
    /// The spans of days, both ends inclusive, in order and never adjacent, on which the unit hangs directly below the other, by
    /// <see cref="ParentAt"/>.
    /// </summary>
    public IReadOnlyList<(DateOnly From, DateOnly To)> SpansBelow(int unitId, int parentId)
    {
        var spans = new List<(DateOnly From, DateOnly To)>();
        var versions = _byId[unitId].Versions;
        for (var i = 0; i < versions.Count; i++)
        {
            if (versions[i].ParentId != parentId)
                continue;
            var from = i == 0 ? DateOnly.MinValue : versions[i].ValidFrom ?? DateOnly.MinValue;
            var to = i + 1 < versions.Count && versions[i + 1].ValidFrom is { } next ? next.AddDays(-1) : DateOnly.MaxValue;
            if (spans.Count > 0 && spans[^1].To.AddDays(1) == from)
                spans[^1] = (spans[^1].From, to);
            else
                spans.Add((from, to));
        }
        return spans;
    }

    /// <summary>The unit itself, its parent, and so on up to the root, by the structure of the day.</summary>
    public IEnumerable<int> SelfAndAbove(int unitId, DateOnly day)
    {
        for (int? at = unitId; at is { } id; at = ParentAt(id, day))
            yield return id;
    }

    /// <summary>
    /// The unit itself and all its descendants on the day, each before its own descendants, siblings in order of code; also units that are
    /// not in force on the day.
    /// </summary>
    public IEnumerable<int> SelfAndBelow(int unitId, DateOnly day)
    {
        var pending = new Stack<int>();
        pending.Push(unitId);
        while (pending.TryPop(out var id))
        {
            yield return id;
            var below = EverChildren(id);
            for (var i = below.Count - 1; i >= 0; i--)
            {
                if (ParentAt(below[i], day) == id)
                    pending.Push(below[i]);
            }
        }
    }

    /// <summary>The unit itself and all its descendants of any day, in no order.</summary>
    public IEnumerable<int> SelfAndEverDescendants(int unitId)
    {
        var seen = new HashSet<int> { unitId };
        var pending = new Stack<int>(seen);
        while (pending.TryPop(out var id))
        {
            yield return id;
            foreach (var below in EverChildren(id).Where(seen.Add))
                pending.Push(below);
        }
    }

    /// <summary>The children on the day that are in force, in order of code.</summary>
    public IEnumerable<Unit> ChildrenAt(int unitId, DateOnly day) =>
        EverChildren(unitId).Where(id => IsInForce(id, day) && ParentAt(id, day) == unitId).Select(id => _byId[id]);

    /// <summary>The children of any day, in order of code: a unit with records in a long period may be dissolved at its end.</summary>
    public IReadOnlyList<int> EverChildren(int unitId) => _everBelow.GetValueOrDefault(unitId) ?? (IReadOnlyList<int>)[];

    /// <summary>The units without a parent on the day, in order of code.</summary>
    public IEnumerable<Unit> RootsAt(DateOnly day) => _everRoots.Where(u => ParentAt(u.Id, day) is null && IsInForce(u.Id, day));

    /// <summary>Whether the unit is <paramref name="top"/> or below it on the day.</summary>
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

    private void AddToParents(Unit unit)
    {
        var versions = unit.Versions;
        for (var i = 0; i < versions.Count; i++)
        {
            var parent = versions[i].ParentId;
            if (versions.FindIndex(v => v.ParentId == parent) < i)
                continue; // an earlier version has the same parent
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

    // Readers of the previous snapshot share its units, so versions that are in order must not be modified.
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
