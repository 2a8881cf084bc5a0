using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Components;
using Portal.Components;
using Portal.Domain.Organisation;
using Portal.Shell;

namespace Portal.Organisation;

/// <summary>The links of a <see cref="UnitPicker"/>, made once for all who are offered the same: open pages keep one piece instead of some hundred.</summary>
/// <remarks>They are only replaced when their reader looks for another unit, which is done in the field beside them: nothing in them loses the focus.</remarks>
public static class UnitLinks
{
    /// <summary>So many are remembered of one list, one for each address; with more, all are made anew.</summary>
    private const int MostKept = 200;

    // Only as long as an open page shows them: there are as many addresses as readers think of.
    private static readonly ConditionalWeakTable<
        UnitPickList,
        ConcurrentDictionary<(string? None, string? Unit, string First), WeakReference<string>>
    > s_made = [];

    /// <param name="list">What is offered.</param>
    /// <param name="none">How the choice of none is called; null where there is no such choice.</param>
    /// <param name="unit">The present unit's code.</param>
    /// <param name="href">The address of a choice.</param>
    public static MarkupString Of(UnitPickList list, string? none, string? unit, Func<string?, string> href)
    {
        if (list.Picks.Count == 0)
            return Make(list, none, unit, href);
        var made = s_made.GetOrCreateValue(list);
        var key = (none, unit, href(list.Picks[0].Code)); // the address of one choice says whatever else is in all of them
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
