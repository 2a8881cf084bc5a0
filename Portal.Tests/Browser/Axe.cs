using System.Text.Json;
using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace Portal.Tests.Browser;

/// <summary>A rule that a page breaks, as axe reports it.</summary>
internal sealed record AxeViolation(string Id, string Impact, IReadOnlyList<string> Nodes);

/// <summary>Runs axe with all its rules in a page and returns the violations alone.</summary>
/// <remarks>
/// The script runs in the page itself. The package's own runner opens another page for each result and hands over everything that passed:
/// on two processors that took 5 to 19 s a page, this takes under one. Pages of the portal have no frames, which that runner is made for.
/// </remarks>
internal static class Axe
{
    private static readonly string s_script = new BundledAxeScriptProvider().GetScript();

    public static async Task<IReadOnlyList<AxeViolation>> ViolationsAsync(IPage page)
    {
        await page.EvaluateAsync(s_script + "; null");
        var found = await page.EvaluateAsync<JsonElement>(
            """
            async () => (await axe.run(document, { resultTypes: ['violations'] })).violations.map(v => ({
              id: v.id,
              impact: v.impact ?? '',
              nodes: v.nodes.map(n => n.html),
            }))
            """
        );
        return
        [
            .. found
                .EnumerateArray()
                .Select(v => new AxeViolation(
                    v.GetProperty("id").GetString()!,
                    v.GetProperty("impact").GetString()!,
                    [.. v.GetProperty("nodes").EnumerateArray().Select(n => n.GetString()!)]
                )),
        ];
    }
}
