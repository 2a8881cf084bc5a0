using CsCheck;
using Portal.Domain.Organisation;
using Portal.Tests.Demonstration;

namespace Portal.Tests.Organisation;

/// <summary>The tree of random versions, compared with a plain one that scans all units for every query.</summary>
public sealed class UnitTreeModelTests
{
    private static readonly DateOnly s_first = new(2014, 1, 1);

    private static readonly Gen<DateOnly> s_days = Gen.Int[-20, 380].Select(s_first.AddDays);

    /// <summary>Units of six levels; each is below one with a lower number, so there is no cycle.</summary>
    private static readonly Gen<Unit[]> s_units = Gen.Int[1, 40]
        .SelectMany(count =>
            Gen.Select(Gen.Int[0, 1_000].Array[count * 4], Gen.Int[1, 3].Array[count])
                .Select(
                    (numbers, versions) => Enumerable.Range(0, count).Select(i => Make(i, numbers.AsSpan(i * 4, 4), versions[i])).ToArray()
                )
        );

    [Fact]
    public void Tree_OfRandomVersions_AnswersAsAPlainOneDoes() =>
        Gen.Select(s_units, s_days)
            .Sample(
                (units, day) =>
                {
                    var tree = new UnitTree(Shuffled(units));
                    Compare(units, tree, day);
                }
            );

    [Fact]
    public void With_SomeChanged_IsTheTreeOfAllAsTheyAreNow() =>
        Gen.Select(s_units, s_units, s_days)
            .Sample(
                (before, after, day) =>
                {
                    // Of the second, every other unit that both have, and those that are new.
                    var changed = after.Where((u, i) => i % 2 == 0 || i >= before.Length).ToArray();
                    var now = before.Where(b => changed.All(c => c.Id != b.Id)).Concat(changed).OrderBy(u => u.Id).ToArray();
                    // What is new may hang below what only the other one has.
                    if (now.Any(u => u.Versions.Exists(v => v.ParentId is { } parent && now.All(n => n.Id != parent))))
                        return;
                    Compare(now, new UnitTree(before).With(changed), day);
                }
            );

    private static void Compare(Unit[] units, UnitTree tree, DateOnly day)
    {
        Assert.Equal(units.OrderBy(u => u.Code, StringComparer.Ordinal).Select(u => u.Code), tree.All.Select(u => u.Code));
        Assert.Equal(
            units.Where(u => Parent(u, day) is null && Exists(u, day)).Select(u => u.Code).Order(StringComparer.Ordinal),
            tree.RootsAt(day).Select(u => u.Code)
        );
        Assert.Equal(
            units.Where(u => u.Versions.Select(v => v.ParentId).Distinct().Count() > 1).Select(u => u.Code).Order(StringComparer.Ordinal),
            tree.Moved.Select(u => u.Code)
        );
        foreach (var unit in units)
        {
            Assert.Same(unit, tree.Find(unit.Code));
            Assert.Equal(Above(units, unit, day), tree.SelfAndAbove(unit.Id, day));
            Assert.Equal(
                units.Where(u => Exists(u, day) && Parent(u, day) == unit.Id).Select(u => u.Code).Order(StringComparer.Ordinal),
                tree.ChildrenAt(unit.Id, day).Select(u => u.Code)
            );
            Assert.Equal(
                units.Where(u => u.Versions.Exists(v => v.ParentId == unit.Id)).Select(u => u.Id).Order(),
                tree.EverChildren(unit.Id).Order()
            );
            var below = tree.SelfAndBelow(unit.Id, day).ToList();
            Assert.Equal(units.Where(u => Above(units, u, day).Contains(unit.Id)).Select(u => u.Id).Order(), below.Order());
            Assert.All(below, (id, place) => Assert.True(id == unit.Id || below.IndexOf(tree.ParentAt(id, day)!.Value) < place));
            Assert.All(units, u => Assert.Equal(below.Contains(u.Id), tree.IsWithin(u.Id, unit.Id, day)));
            Assert.Superset(below.ToHashSet(), tree.SelfAndEverDescendants(unit.Id).ToHashSet());
        }
    }

    private static List<int> Above(Unit[] units, Unit unit, DateOnly day)
    {
        var above = new List<int> { unit.Id };
        while (Parent(units.Single(u => u.Id == above[^1]), day) is { } parent)
            above.Add(parent);
        return above;
    }

    private static int? Parent(Unit unit, DateOnly day) =>
        unit
            .Versions.Where(v => v.ValidFrom is null || v.ValidFrom <= day)
            .OrderBy(v => v.ValidFrom ?? DateOnly.MinValue)
            .LastOrDefault(unit.Versions.MinBy(v => v.ValidFrom ?? DateOnly.MinValue)!)
            .ParentId;

    private static bool Exists(Unit unit, DateOnly day) => unit.Versions.Exists(v => v.Covers(day));

    private static Unit Make(int number, ReadOnlySpan<int> numbers, int versions)
    {
        var unit = new Unit { Id = number + 1, Code = $"U{numbers[3]:0000}-{number}" };
        for (var i = 0; i < versions; i++)
        {
            DateOnly? from = i == 0 ? null : s_first.AddDays(i * 100 + (numbers[0] % 90));
            unit.Versions.Add(
                new()
                {
                    Name = $"{number}.{i}",
                    Kind = UnitKind.Street,
                    ValidFrom = from,
                    // Some end before the next begins, and are gone meanwhile.
                    ValidTo =
                        i == versions - 1
                            ? (numbers[2] % 5 == 0 ? s_first.AddDays(340) : null)
                            : s_first.AddDays(((i + 1) * 100) + (numbers[0] % 90) - 1 - (numbers[1] % 3)),
                    ParentId = number == 0 || (numbers[i] + i) % 7 == 0 ? null : 1 + ((numbers[i] + (i * 13)) % number),
                }
            );
        }
        return unit;
    }

    // The order in which a database gives them is not to matter.
    private static IEnumerable<Unit> Shuffled(Unit[] units) => units.OrderBy(u => u.Code.GetHashCode(StringComparison.Ordinal));
}
