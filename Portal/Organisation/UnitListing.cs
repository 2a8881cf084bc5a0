using Portal.Domain.Catalogue;
using Portal.Domain.Organisation;
using Portal.Domain.Shared.Pinyin;

namespace Portal.Organisation;

/// <summary>A unit as the list of units shows it, on one day.</summary>
/// <param name="Depth">The number of listed levels above it, from 0; 0 in the answer to a search.</param>
/// <param name="Above">The name of the unit above it; null for a root, and where the reader may not see the one above.</param>
/// <param name="Points">The number of service points that serve on the day.</param>
public sealed record UnitRow(
    string Code,
    string Name,
    UnitKind Kind,
    int Depth,
    string? Above,
    DateOnly? From,
    DateOnly? Until,
    int Points
);

/// <summary>The rows of the list of units.</summary>
/// <param name="Rows">At most <see cref="UnitListing.MostListed"/>, each unit before those below it.</param>
/// <param name="IsCut">There are more.</param>
public sealed record UnitList(IReadOnlyList<UnitRow> Rows, bool IsCut);

/// <summary>One unit with its place, on one day.</summary>
/// <param name="Above">From the highest that the reader may see down to the parent.</param>
/// <param name="Below">The children in force, in order of code.</param>
/// <param name="Points">Its service points, closed ones too, in order of code.</param>
/// <param name="IsInForce">It exists on the day; if not, its nearest version is shown.</param>
public sealed record UnitPlace(
    UnitRow Unit,
    IReadOnlyList<UnitRow> Above,
    IReadOnlyList<UnitRow> Below,
    IReadOnlyList<ServicePoint> Points,
    bool IsInForce
);

/// <summary>Lists units and finds one with its place in the tree, of the units in a scope alone.</summary>
public static class UnitListing
{
    /// <summary>The most rows of the list: a province has a hundred thousand units.</summary>
    public const int MostListed = 500;

    /// <summary>The units in force on a day, in the order of their tree.</summary>
    /// <param name="reference">The organisation.</param>
    /// <param name="scope">What the reader may see.</param>
    /// <param name="find">
    /// A part of a name, the beginning of a code, or pinyin initials of a part of a name; upper and lower case are the same. Null or blank
    /// for all units.
    /// </param>
    /// <param name="kind">Null for all kinds.</param>
    /// <param name="day">The day by whose structure and names they are listed.</param>
    /// <param name="today">The day by which the scope holds.</param>
    public static UnitList List(ReferenceData reference, UnitScope scope, string? find, UnitKind? kind, DateOnly day, DateOnly today)
    {
        var text = find?.Trim() ?? "";
        var units = reference.Units;
        var isTree = text.Length == 0 && kind is null;
        var depths = new Dictionary<int, int>();
        var rows = new List<UnitRow>();
        var roots = units.RootsAt(day).SelectMany(root => units.SelfAndBelow(root.Id, day));
        foreach (var id in roots)
        {
            if (!units.IsInForce(id, day) || !scope.Contains(units, id, today))
                continue;
            var depth = units.ParentAt(id, day) is { } parent && depths.TryGetValue(parent, out var above) ? above + 1 : 0;
            depths[id] = depth;
            if (!Matches(units, id, text, day) || (kind is { } only && units.VersionAt(id, day).Kind != only))
                continue;
            if (rows.Count == MostListed)
                return new(rows, IsCut: true);
            rows.Add(Row(reference, scope, id, isTree ? depth : 0, day, today));
        }
        return new(rows, IsCut: false);
    }

    /// <summary>The unit with the code; null when there is none in the scope.</summary>
    /// <inheritdoc cref="List"/>
    public static UnitPlace? Find(ReferenceData reference, UnitScope scope, string code, DateOnly day, DateOnly today)
    {
        var units = reference.Units;
        if (units.Find(code) is not { } unit || !scope.Contains(units, unit.Id, today))
            return null;
        return new(
            Row(reference, scope, unit.Id, 0, day, today),
            [
                .. units
                    .SelfAndAbove(unit.Id, day)
                    .Skip(1)
                    .TakeWhile(id => scope.Contains(units, id, today))
                    .Reverse()
                    .Select(id => Row(reference, scope, id, 0, day, today)),
            ],
            [
                .. units
                    .ChildrenAt(unit.Id, day)
                    .Where(child => scope.Contains(units, child.Id, today))
                    .Select(child => Row(reference, scope, child.Id, 0, day, today)),
            ],
            [.. reference.PointsOf(unit.Id).OrderBy(point => point.Code, StringComparer.Ordinal)],
            units.IsInForce(unit.Id, day)
        );
    }

    private static bool Matches(UnitTree units, int id, string text, DateOnly day)
    {
        var name = units.NameAt(id, day);
        return text.Length == 0
            || units.Find(id)!.Code.StartsWith(text, StringComparison.OrdinalIgnoreCase)
            || name.Contains(text, StringComparison.OrdinalIgnoreCase)
            || (text.All(char.IsAsciiLetterOrDigit) && PinyinInitials.IndexIn(name, text.ToLowerInvariant()) >= 0);
    }

    private static UnitRow Row(ReferenceData reference, UnitScope scope, int id, int depth, DateOnly day, DateOnly today)
    {
        var units = reference.Units;
        var version = units.VersionAt(id, day);
        return new(
            units.Find(id)!.Code,
            version.Name,
            version.Kind,
            depth,
            version.ParentId is { } parent && scope.Contains(units, parent, today) ? units.NameAt(parent, day) : null,
            version.ValidFrom,
            version.ValidTo,
            reference.PointsOf(id).Count(point => point.IsOpenAt(day))
        );
    }
}
