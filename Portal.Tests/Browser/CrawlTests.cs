using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Portal.Tests.Architecture;
using Portal.Tests.Demonstration;
using Portal.Tests.Support;

namespace Portal.Tests.Browser;

/// <summary>Every page as every role sees it.</summary>
[Collection(BrowserCollection.Name)]
public sealed partial class CrawlTests(PortalInBrowser portal)
{
    // Asked for once: the tests of this class run one after another, against one portal.
    private static IReadOnlyList<string>? s_unseenByOffice;

    [Theory, MemberData(nameof(Accounts))]
    public async Task EveryPage_AsEveryRole_AsksOnlyItsOriginHasNoErrorsAndNothingSeriousByAxe(string account)
    {
        await using var lanes = await LanesAsync(account);
        var byAxe = new ConcurrentBag<string>();
        var ours = (await LookedAtAsync(account)).ToHashSet(StringComparer.Ordinal);
        var seen = new HashSet<string>(PortalPages.All, StringComparer.Ordinal);
        // The office sees nearly all pages; of the others a few links are followed beside the pages that need no value.
        var most = Requirements.Full || account == PortalPages.Office ? 200 : seen.Count + 10;
        for (List<string> next = [.. PortalPages.All]; next.Count > 0; )
        {
            var links = await lanes.EachAsync(
                next,
                async (visitor, path) =>
                {
                    // What is refused leads to the same page everywhere, which is looked at below.
                    if (account != PortalPages.Office && await IsRefusedAsync(visitor, path))
                        return [];
                    var answer = await visitor.GoAsync(path);
                    Assert.True(answer is { Status: < 500 }, $"{path} answered {answer?.Status}");
                    var links = await LinksAsync(visitor);
                    if (answer?.Status == 200 && ours.Contains(path))
                        foreach (var violation in await ViolationsAsync(visitor, path))
                            byAxe.Add(violation);
                    return links;
                }
            );
            next = [.. links.Where(link => seen.Count < most && seen.Add(PageOf(link)))];
        }
        // What a page without rights of its own refuses answers 403, and the browser writes that on its console.
        Broken.None(lanes.Complaints.Where(c => !c.Contains("status of 403", StringComparison.Ordinal)).Concat(byAxe));
    }

    [Fact]
    public async Task RefusedPage_AsksOnlyItsOriginAndHasNothingSeriousByAxe()
    {
        const string path = "/admin/sources";
        await using var visitor = await portal.SignInAsync("leader");
        Assert.True(await IsRefusedAsync(visitor, path));
        await visitor.GoAsync(path);
        Broken.None(visitor.Complaints.Concat(await ViolationsAsync(visitor, path)));
    }

    [Fact]
    public async Task SignInPage_ForAStranger_AsksOnlyItsOriginAndHasNoErrors()
    {
        await using var visitor = await portal.VisitAsync();
        await visitor.GoAsync("/account/login");
        Broken.None(visitor.Complaints);
    }

    /// <summary>MudBlazor names a typeface for each kind of text; one that is not ours shows in its tables alone.</summary>
    [Theory]
    [InlineData("/cases")]
    [InlineData("/admin/sources")]
    [InlineData("/import")]
    public async Task Page_WithTables_HasOneTypeface(string path)
    {
        await using var visitor = await portal.SignInAsync("admin");
        await visitor.GoAsync(path);
        var typefaces = await visitor.Page.EvaluateAsync<string[]>(
            "() => [...new Set([...document.querySelectorAll('main *')].map(e => getComputedStyle(e).fontFamily))]"
        );
        Assert.Single(typefaces);
    }

    [Theory, MemberData(nameof(Accounts))]
    public async Task EveryPage_OnAPhone_CutsNoTextOffAndScrollsNotSideways(string account)
    {
        var paths = await LookedAtAsync(account);
        foreach (var language in LanguagesOf(account))
        {
            await using var lanes = await LanesAsync(account, VisitorOptions.Phone with { Language = language });
            foreach (var visitor in lanes.Visitors)
                await visitor.ChooseLanguageAsync(language);
            Broken.None(
                await lanes.EachAsync(
                    paths,
                    async (visitor, path) =>
                    {
                        await visitor.GoAsync(path);
                        return (await visitor.Page.EvaluateAsync<string[]>(Scripts.CutOff)).Select(found =>
                            $"{path} ({language}): {found}"
                        );
                    }
                )
            );
        }
    }

    /// <summary>
    /// The pages that are looked at closely as this role: all as the office, which sees nearly all, and those that it does not see.
    /// </summary>
    private async Task<IReadOnlyList<string>> LookedAtAsync(string account)
    {
        var ours = PortalPages.All.Except(PortalPages.OfOthers).ToList();
        if (Requirements.Full || account == PortalPages.Office)
            return ours;
        return s_unseenByOffice ??= await UnseenByOfficeAsync(ours);
    }

    private async Task<IReadOnlyList<string>> UnseenByOfficeAsync(List<string> paths)
    {
        await using var office = await portal.SignInAsync(PortalPages.Office);
        var unseen = new List<string>();
        foreach (var path in paths)
            if (await IsRefusedAsync(office, path))
                unseen.Add(path);
        Assert.True(unseen.Count < paths.Count / 2, "The office sees fewer pages than it should.");
        return unseen;
    }

    // To who is signed in, a page that is not theirs answers by leading to the one that says so.
    private static async Task<bool> IsRefusedAsync(Visitor visitor, string path)
    {
        var answer = await visitor.Page.APIRequest.GetAsync(new Uri(visitor.Origin, path).ToString(), new() { MaxRedirects = 0 });
        return answer.Status == 302 && answer.Headers["location"].Contains("/account/denied", StringComparison.Ordinal);
    }

    // English words are the longer ones.
    private static IEnumerable<string> LanguagesOf(string account) =>
        Requirements.Full || account == PortalPages.Office ? ["en", "zh-CN"] : ["en"];

    private static async Task<IEnumerable<string>> ViolationsAsync(Visitor visitor, string path) =>
        (await Axe.ViolationsAsync(visitor.Page))
            .Where(v => v.Impact is "serious" or "critical")
            .SelectMany(v => v.Nodes.Select(node => $"{path}: {v.Id} ({v.Impact}): {node}"));

    public static TheoryData<string> Accounts() => [.. PortalPages.Accounts];

    private Task<VisitorLanes> LanesAsync(string account, VisitorOptions? options = null) =>
        VisitorLanes.OpenAsync(() => portal.SignInAsync(account, options));

    // There are thousands of sheets, records, items, cards and points; one of each kind is enough.
    private static string PageOf(string path) => OneOfMany().Match(path) is { Success: true } one ? one.Groups["kind"].Value + "/…" : path;

    [GeneratedRegex(
        @"^(?<kind>/figures/[^/]+(?=/[^/]+/\d{4}-\d{2}$)|/(cases|appeals)(?=/[^/]+/[^/]+$)"
            + @"|/(items|supervision/cards|standards/points|rectifications|organisation)(?=/[^/]+$)|/campaigns(?=/\d+$))",
        RegexOptions.ExplicitCapture,
        1_000
    )]
    private static partial Regex OneOfMany();

    // Addresses differ by their query: one of each path is enough.
    private static async Task<IEnumerable<string>> LinksAsync(Visitor visitor)
    {
        var links = await visitor.Page.EvaluateAsync<string[]>(
            "() => [...document.querySelectorAll('a[href]:not([download])')].map(a => a.href)"
        );
        return links
            .Select(link => new Uri(link))
            .Where(link => link.Host == visitor.Origin.Host && link.Port == visitor.Origin.Port)
            .Select(link => link.AbsolutePath)
            .Where(path =>
                !path.StartsWith("/account/", StringComparison.Ordinal)
                && !path.StartsWith("/api/", StringComparison.Ordinal)
                && !path.StartsWith("/admin/jobs/", StringComparison.Ordinal)
            )
            .Distinct();
    }
}
