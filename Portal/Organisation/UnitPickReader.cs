using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Portal.Domain.Catalogue;
using Portal.Domain.Organisation;
using Portal.Domain.Shared;

namespace Portal.Organisation;

/// <summary>A unit that can be chosen.</summary>
/// <param name="Depth">The indentation level, from 0.</param>
/// <param name="Path">The names of the units above it, when the list does not show them; else null.</param>
public sealed record UnitPick(int Id, string Code, string Name, int Depth, string? Path);

/// <param name="Picks">In the order in which they are shown.</param>
/// <param name="More">The number of units not listed; for a search, 1 when there are any.</param>
public sealed record UnitPickList(IReadOnlyList<UnitPick> Picks, int More)
{
    public static UnitPickList Empty { get; } = new([], 0);
}

/// <summary>
/// Reads the lists of a <see cref="UnitPicker"/>: all units of a small organisation, else those around the current one, and search results.
/// </summary>
public sealed class UnitPickReader(IReferenceReader references, DistrictTime time)
{
    /// <summary>The most units that are listed as a whole.</summary>
    public const int MostListed = 200;

    public const int MostFound = 30;

    /// <summary>The most cached lists; beyond this the cache is cleared.</summary>
    private const int MostKept = 200;

    // All pages with the same choices share one list object; it is collected together with its unit tree.
    private readonly ConditionalWeakTable<
        UnitTree,
        ConcurrentDictionary<(UnitScope Scope, string? Code, DateOnly Day), UnitPickList>
    > _around = [];

    /// <summary>The top unit of the scope, or the first of several; null when there is no unit.</summary>
    public async Task<UnitPick?> TopAsync(UnitScope scope, CancellationToken cancellation = default)
    {
        var units = (await references.GetAsync(cancellation)).Units;
        return Tops(units, scope, time.Today).Select(id => Pick(units, id, 0, time.Today)).FirstOrDefault();
    }

    /// <summary>The unit with its name today; null when there is no such unit within the scope.</summary>
    public async Task<UnitPick?> FindAsync(UnitScope scope, string? code, CancellationToken cancellation = default)
    {
        var units = (await references.GetAsync(cancellation)).Units;
        return code is not null && units.Find(code) is { } unit && scope.Contains(units, unit.Id, time.Today)
            ? Pick(units, unit.Id, 0, time.Today)
            : null;
    }

    /// <summary>The list before a search.</summary>
    /// <param name="scope">The units that can be chosen.</param>
    /// <param name="code">The current unit's code; null for none.</param>
    /// <param name="day">The day on which the units exist; null for today.</param>
    /// <param name="cancellation">Cancels the read.</param>
    public async Task<UnitPickList> AroundAsync(
        UnitScope scope,
        string? code,
        DateOnly? day = null,
        CancellationToken cancellation = default
    )
    {
        var units = (await references.GetAsync(cancellation)).Units;
        var kept = _around.GetOrCreateValue(units);
        if (kept.Count >= MostKept)
            kept.Clear();
        return kept.GetOrAdd((scope, code, day ?? time.Today), key => Around(units, scope, key.Code, key.Day));
    }

    /// <summary>The units that match the text, best first.</summary>
    /// <inheritdoc cref="AroundAsync"/>
    public async Task<UnitPickList> SearchAsync(
        UnitScope scope,
        string text,
        DateOnly? day = null,
        CancellationToken cancellation = default
    )
    {
        var units = (await references.GetAsync(cancellation)).Units;
        var on = day ?? time.Today;
        var found = UnitSearch.Find(units, text, scope, on, MostFound + 1);
        return new(
            [.. found.Take(MostFound).Select(u => Pick(units, u.Id, 0, on) with { Path = PathOf(units, u.Id, scope, on) })],
            found.Count - Math.Min(found.Count, MostFound)
        );
    }

    private static UnitPickList Around(UnitTree units, UnitScope scope, string? code, DateOnly day)
    {
        var tops = Tops(units, scope, day).ToList();
        var whole = tops.SelectMany(top => Below(units, top, 0, day)).Take(MostListed + 1).ToList();
        return whole.Count <= MostListed ? new(whole, 0) : Around(units, tops, code is null ? null : units.Find(code), day);
    }

    private static UnitPickList Around(UnitTree units, IReadOnlyList<int> tops, Unit? at, DateOnly day)
    {
        var path = at is null ? [] : units.SelfAndAbove(at.Id, day).Reverse().SkipWhile(id => !tops.Contains(id)).ToList();
        if (path.Count == 0)
            path = [tops[0]];
        var children = InOrder(units, path[^1], day).ToList();
        return new(
            [
                .. path.Select((id, depth) => Pick(units, id, depth, day)),
                .. children.Take(MostListed).Select(id => Pick(units, id, path.Count, day)),
            ],
            Math.Max(0, children.Count - MostListed)
        );
    }

    private static IEnumerable<UnitPick> Below(UnitTree units, int id, int depth, DateOnly day)
    {
        yield return Pick(units, id, depth, day);
        foreach (var below in InOrder(units, id, day).SelectMany(child => Below(units, child, depth + 1, day)))
            yield return below;
    }

    // Places before departments.
    private static IEnumerable<int> InOrder(UnitTree units, int id, DateOnly day) =>
        units.ChildrenAt(id, day).OrderBy(u => units.VersionAt(u.Id, day).Kind == UnitKind.Department ? 1 : 0).Select(u => u.Id);

    private static IEnumerable<int> Tops(UnitTree units, UnitScope scope, DateOnly day) => scope.TopsAt(units, day).Select(u => u.Id);

    private static string PathOf(UnitTree units, int id, UnitScope scope, DateOnly day)
    {
        var tops = Tops(units, scope, day).ToList();
        var names = new List<string>();
        foreach (var above in units.SelfAndAbove(id, day))
        {
            if (above != id)
                names.Insert(0, units.NameAt(above, day));
            if (tops.Contains(above))
                break;
        }
        return string.Join(" › ", names);
    }

    private static UnitPick Pick(UnitTree units, int id, int depth, DateOnly day) =>
        new(id, units.Find(id)!.Code, units.NameAt(id, day), depth, Path: null);
}
