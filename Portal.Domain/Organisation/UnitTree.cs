using System.Collections.Frozen;

namespace Portal.Domain.Organisation;

/// <summary>All units with all their versions at one moment: an immutable picture that many readers share.</summary>
public sealed class UnitTree
{
    private readonly FrozenDictionary<int, Unit> _byId;
    private readonly FrozenDictionary<string, Unit> _byCode;
    private readonly FrozenDictionary<int, int[]> _everBelow;

    public UnitTree(IEnumerable<Unit> units)
    {
        _byId = units.ToFrozenDictionary(u => u.Id);
        foreach (var unit in _byId.Values) unit.Versions.Sort((a, b) => Nullable.Compare(a.ValidFrom, b.ValidFrom));
        HasMoved = _byId.Values.Any(u => u.Versions.Exists(v => v.ParentId != u.Versions[0].ParentId));
        _byCode = _byId.Values.ToFrozenDictionary(u => u.Code, StringComparer.Ordinal);
        _everBelow = _byId.Values
            .SelectMany(u => u.Versions.Where(v => v.ParentId is not null).Select(v => (Parent: v.ParentId!.Value, u.Id)))
            .Distinct()
            .GroupBy(link => link.Parent, link => link.Id)
            .ToFrozenDictionary(g => g.Key, g => g.OrderBy(id => _byId[id].Code, StringComparer.Ordinal).ToArray());
    }

    /// <summary>Whether any unit ever hung elsewhere than it does now; if none did, every structure is today's.</summary>
    public bool HasMoved { get; }

    public static UnitTree Empty { get; } = new([]);

    public int Count => _byId.Count;

    public IEnumerable<Unit> All => _byId.Values;

    public Unit? Find(int id) => _byId.GetValueOrDefault(id);

    public Unit? Find(string code) => _byCode.GetValueOrDefault(code);

    /// <summary>The version in force on the day, or the nearest one when the unit did not exist then.</summary>
    /// <exception cref="KeyNotFoundException">No unit has that number.</exception>
    public UnitVersion VersionAt(int unitId, DateOnly day)
    {
        var versions = _byId[unitId].Versions;
        var nearest = versions[0];
        foreach (var version in versions)
        {
            if (version.ValidFrom is { } from && from > day) break;
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
        for (int? at = unitId; at is { } id; at = ParentAt(id, day)) yield return id;
    }

    /// <summary>The units that hang directly below on the day and exist then, in order of code.</summary>
    public IEnumerable<Unit> ChildrenAt(int unitId, DateOnly day) =>
        EverBelow(unitId).Where(id => IsInForce(id, day) && ParentAt(id, day) == unitId).Select(id => _byId[id]);

    /// <summary>The units that ever hung directly below, in order of code: who had records in a long period may be gone at its end.</summary>
    public IReadOnlyList<int> EverBelow(int unitId) => _everBelow.GetValueOrDefault(unitId) ?? [];

    /// <summary>The units without a parent on the day, in order of code.</summary>
    public IEnumerable<Unit> RootsAt(DateOnly day) =>
        _byId.Values.Where(u => ParentAt(u.Id, day) is null && IsInForce(u.Id, day)).OrderBy(u => u.Code, StringComparer.Ordinal);

    /// <summary>Whether the unit is <paramref name="top"/> or hangs below it on the day.</summary>
    public bool IsWithin(int unitId, int top, DateOnly day) => _byId.ContainsKey(unitId) && SelfAndAbove(unitId, day).Contains(top);
}
