using System.Text.RegularExpressions;
using Deque.AxeCore.Playwright;
using Portal.Tests.Architecture;

namespace Portal.Tests.Browser;

/// <summary>Every page as every role sees it.</summary>
[Collection(BrowserCollection.Name)]
public sealed partial class CrawlTests(PortalInBrowser portal)
{
    [Theory, MemberData(nameof(Accounts))]
    public async Task EveryPage_AsEveryRole_AsksOnlyItsOriginAndHasNoErrors(string account)
    {
        await using var visitor = await portal.SignInAsync(account);
        var (seen, waiting) = (new HashSet<string>(PortalPages.All, StringComparer.Ordinal), new Queue<string>(PortalPages.All));
        while (waiting.TryDequeue(out var path))
        {
            var answer = await visitor.GoAsync(path);
            Assert.True(answer is { Status: < 500 }, $"{path} answered {answer?.Status}");
            foreach (var link in await LinksAsync(visitor))
            {
                if (seen.Count < 200 && seen.Add(PageOf(link))) waiting.Enqueue(link);
            }
        }
        // A page that is not for this role answers 403, and the browser writes that on its console.
        Broken.None(visitor.Complaints.Where(c => !c.Contains("status of 403", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task SignInPage_ForAStranger_AsksOnlyItsOriginAndHasNoErrors()
    {
        await using var visitor = await portal.VisitAsync();
        await visitor.GoAsync("/account/login");
        Broken.None(visitor.Complaints);
    }

    [Theory, MemberData(nameof(Accounts))]
    public async Task EveryPage_AsEveryRole_HasNothingSeriousByAxe(string account)
    {
        await using var visitor = await portal.SignInAsync(account);
        var findings = new List<string>();
        foreach (var path in PortalPages.All.Except(PortalPages.OfOthers))
        {
            if (await visitor.GoAsync(path) is not { Status: 200 }) continue;
            var result = await visitor.Page.RunAxe();
            findings.AddRange(result.Violations
                .Where(v => v.Impact is "serious" or "critical")
                .SelectMany(v => v.Nodes.Select(node => $"{path}: {v.Id} ({v.Impact}): {node.Html}")));
        }
        Broken.None(findings);
    }

    [Theory, MemberData(nameof(Accounts))]
    public async Task EveryPage_OnAPhone_CutsNoTextOffAndScrollsNotSideways(string account)
    {
        foreach (var language in new[] { "zh-CN", "en" })
        {
            await using var visitor = await portal.SignInAsync(account, VisitorOptions.Phone with { Language = language });
            await visitor.ChooseLanguageAsync(language);
            var findings = new List<string>();
            foreach (var path in PortalPages.All.Except(PortalPages.OfOthers))
            {
                await visitor.GoAsync(path);
                findings.AddRange((await visitor.Page.EvaluateAsync<string[]>(Scripts.CutOff)).Select(found => $"{path} ({language}): {found}"));
            }
            Broken.None(findings);
        }
    }

    public static TheoryData<string> Accounts() => [.. PortalPages.Accounts];

    // There are thousands of sheets; one of each form is enough.
    private static string PageOf(string path) => Sheet().Match(path) is { Success: true } sheet ? sheet.Groups["form"].Value : path;

    [GeneratedRegex(@"^(?<form>/figures/[^/]+)/[^/]+/\d{4}-\d{2}$", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Sheet();

    // Addresses differ by what they ask for, but a page is a page: one of each path is enough.
    private static async Task<IEnumerable<string>> LinksAsync(Visitor visitor)
    {
        var links = await visitor.Page.EvaluateAsync<string[]>("() => [...document.querySelectorAll('a[href]:not([download])')].map(a => a.href)");
        return links.Select(link => new Uri(link))
            .Where(link => link.Host == visitor.Origin.Host && link.Port == visitor.Origin.Port)
            .Select(link => link.AbsolutePath)
            .Where(path => !path.StartsWith("/account/", StringComparison.Ordinal) && !path.StartsWith("/api/", StringComparison.Ordinal) && !path.StartsWith("/admin/jobs/", StringComparison.Ordinal))
            .Distinct();
    }
}
