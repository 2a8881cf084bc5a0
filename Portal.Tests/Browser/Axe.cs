using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Portal.Tests.Browser;

/// <summary>What axe finds against a page. All rules run, but only violations are described: axe takes most of its time to name what passed.</summary>
internal static class Axe
{
    private static readonly AxeRunOptions s_violationsOnly = new() { ResultTypes = [ResultType.Violations] };

    public static async Task<IReadOnlyList<AxeResultItem>> ViolationsAsync(IPage page) => (await page.RunAxe(s_violationsOnly)).Violations;
}
