using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Components;
using Portal.Components;

namespace Portal.Organisation;

/// <summary>
/// The links of a <see cref="UnitPicker"/> as shared HTML, made once for all pages with the same list: each page keeps one frame instead of
/// hundreds.
/// </summary>
/// <remarks>The links change only while the user types in the search field beside them, so no focused link is replaced.</remarks>
public static class UnitPickerLinks
{
    /// <summary>The most cached links of one list, one per address; beyond this the cache is cleared.</summary>
    private const int MostKept = 200;

    // Weak references: there is no bound on the number of addresses, so only links shown by an open page are kept.
    private static readonly ConditionalWeakTable<
        UnitPickList,
        ConcurrentDictionary<(string? None, string? Unit, string First), WeakReference<string>>
    > s_made = [];

    /// <param name="list">The units to choose from.</param>
    /// <param name="none">The text of the choice of no unit; null when there is no such choice.</param>
    /// <param name="unit">The current unit's code.</param>
    /// <param name="href">The address of a choice.</param>
    public static MarkupString Of(UnitPickList list, string? none, string? unit, Func<string?, string> href)
    {
        if (list.Picks.Count == 0)
            return Make(list, none, unit, href);
        var made = s_made.GetOrCreateValue(list);
        var key = (none, unit, href(list.Picks[0].Code)); // the address of one choice contains the other parameters of all of them
        if (made.TryGetValue(key, out var known) && known.TryGetTarget(out var shared))
            return new(shared);
        var links = Make(list, none, unit, href);
        if (made.Count >= MostKept)
            made.Clear();
        made[key] = new(links.Value);
        return links;
    }

    private static MarkupString Make(UnitPickList list, string? none, string? unit, Func<string?, string> href) =>
        SharedHtml.Join(
            (none is null ? [] : new UnitPick?[] { null }).Concat(list.Picks).Select(pick => Link(pick, none, unit, href(pick?.Code)))
        );

    private static MarkupString Link(UnitPick? pick, string? none, string? unit, string address)
    {
        var style = UnitPicker.Inset(pick) is { } inset ? SharedHtml.Of($" style=\"{inset}\"") : default;
        var current = pick?.Code == unit ? SharedHtml.Of($" aria-current=\"true\"") : default;
        var path = pick?.Path is { Length: > 0 } above ? SharedHtml.Of($"<span class=\"quiet picker-path\">{above}</span>") : default;
        return SharedHtml.Of($"<a class=\"panel-item\"{style} href=\"{address}\"{current}>{pick?.Name ?? none}{path}</a>\n");
    }
}
