using System.Globalization;

namespace Portal.Domain.Organisation;

/// <summary>The part of the tree for which an actor has a permission: some units with all their descendants, all units, or none.</summary>
/// <remarks>Two scopes are equal when they name the same units.</remarks>
public sealed class UnitScope : IEquatable<UnitScope>
{
    private const string EverythingText = "*";

    private readonly int[] _tops;

    private UnitScope(bool isEverything, int[] tops) => (IsEverything, _tops) = (isEverything, tops);

    /// <summary>For the command line, the demonstration and jobs, which act for the whole portal, and for administrators.</summary>
    public static UnitScope Everything { get; } = new(isEverything: true, []);

    /// <summary>Contains no unit.</summary>
    public static UnitScope Nothing { get; } = new(isEverything: false, []);

    public bool IsEverything { get; }

    public bool IsNothing => !IsEverything && _tops.Length == 0;

    /// <summary>The numbers of the units it was made of, in ascending order; none for everything and for nothing.</summary>
    public IReadOnlyList<int> Tops => _tops;

    /// <summary>The units and all below them; none for no unit.</summary>
    public static UnitScope Below(params IEnumerable<int> unitIds)
    {
        int[] tops = [.. unitIds.Distinct().Order()];
        return tops.Length == 0 ? Nothing : new(isEverything: false, tops);
    }

    /// <summary>Reads what <see cref="ToText"/> wrote.</summary>
    public static UnitScope Parse(string text) =>
        text == EverythingText
            ? Everything
            : Below(text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(id => int.Parse(id, CultureInfo.InvariantCulture)));

    /// <summary>What is in one of the two.</summary>
    public UnitScope Or(UnitScope other) => IsEverything || other.IsEverything ? Everything : Below(_tops.Concat(other._tops));

    /// <summary>The unit with all below it when it is in the scope, else nothing; the whole scope where no unit is named.</summary>
    public UnitScope Narrow(UnitTree tree, int? unitId, DateOnly today) =>
        unitId is not { } unit ? this
        : Contains(tree, unit, today) ? Below(unit)
        : Nothing;

    /// <summary>Whether the unit is one of the scope's own or hangs below one today or, when dissolved, hung there last.</summary>
    public bool Contains(UnitTree tree, int unitId, DateOnly today)
    {
        if (IsEverything)
            return true;
        if (_tops is [var only])
            return tree.IsWithin(unitId, only, today);
        return _tops.Length > 0 && tree.Find(unitId) is not null && tree.SelfAndAbove(unitId, today).Any(_tops.Contains);
    }

    /// <summary>Whether the scope contains every unit: everything, or a grant for each root. False without any unit.</summary>
    public bool CoversAll(UnitTree tree, DateOnly today)
    {
        if (IsEverything || IsNothing)
            return IsEverything;
        List<Unit> roots = [.. tree.RootsAt(today)];
        return roots.Count > 0 && roots.TrueForAll(root => Contains(tree, root.Id, today));
    }

    /// <summary>The highest units of the scope today, in order of code: of everything the roots, of nothing none.</summary>
    public IReadOnlyList<Unit> TopsAt(UnitTree tree, DateOnly today) =>
        IsEverything
            ? [.. tree.RootsAt(today)]
            :
            [
                .. _tops
                    .Where(id => tree.Find(id) is not null && !tree.SelfAndAbove(id, today).Skip(1).Any(_tops.Contains))
                    .Select(id => tree.Find(id)!)
                    .OrderBy(unit => unit.Code, StringComparer.Ordinal),
            ];

    /// <summary>Every unit of the scope, each once: of everything in order of code, else each before those below it.</summary>
    public IEnumerable<Unit> UnitsAt(UnitTree tree, DateOnly today) =>
        IsEverything ? tree.All : TopsAt(tree, today).SelectMany(top => tree.SelfAndBelow(top.Id, today)).Select(id => tree.Find(id)!);

    /// <summary>The scope in a few characters, to be stored: <c>*</c>, or the numbers of the units separated by blanks.</summary>
    public string ToText() => IsEverything ? EverythingText : string.Join(' ', _tops);

    public bool Equals(UnitScope? other) => other is not null && IsEverything == other.IsEverything && _tops.SequenceEqual(other._tops);

    public override bool Equals(object? obj) => Equals(obj as UnitScope);

    public override int GetHashCode() => _tops.Aggregate(IsEverything ? 1 : 0, HashCode.Combine);

    public override string ToString() => ToText();
}
