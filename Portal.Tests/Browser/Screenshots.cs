using Microsoft.Playwright;
using Portal.Tests.Demonstration;
using Portal.Tests.Support;

namespace Portal.Tests.Browser;

/// <summary>
/// Takes a picture of every page as the role that uses it sees it; run by <c>eng/screenshots.sh</c>, never with the tests.
/// </summary>
[Collection(BrowserCollection.Name)]
public sealed class Screenshots(PortalInBrowser portal)
{
    private const string Entry = "/figures/community-service/350103002006/2014-10";
    private const string Sheets = "/figures?view=list";
    private const string Ranking = "/figures/city-ranking/350103/2014-10";
    private const string Review = "/figures/street-service/350103001/2014-10";

    private const string Report = "/reports?unit=350103&month=2014-10&from=2014-01";

    // A month that the demonstration's report does not mention: signed, and corrected afterwards.
    private const string Signed = "/reports?unit=350103C01&month=2014-11";

    private static readonly VisitorOptions[] s_screens = [new(), VisitorOptions.Phone];

    // The users of a page; leaders see all others.
    private static readonly (string Start, string Account)[] s_users =
    [
        ("/admin", "admin"),
        ("/import", "office"),
        ("/entry", "community"),
        ("/demonstration", "office"),
        ("/api", "admin"),
        ("/approvals", "office"),
        ("/figures/forms", "office"),
        ("/figures/reconciliation", "office"),
        (Review, "office"),
        (Entry, "community"),
        ("/reports", "office"),
        (Sheets, "street"),
        ("/figures", "office"),
    ];

    [Fact(Explicit = true)]
    public async Task TakeAll()
    {
        await SignAndCorrectAsync();
        var folder = Directory.CreateDirectory(Path.Combine(TestFiles.Root, "artifacts", "screenshots")).FullName;
        var looks =
            from screen in s_screens
            from language in new[] { "zh-CN", "en" }
            from dark in new[] { false, true }
            select screen with
            {
                Language = language,
                Dark = dark,
            };
        foreach (var (look, pages) in from look in looks from pages in Addresses().GroupBy(Account) select (look, pages))
        {
            await using var visitor = await portal.SignInAsync(pages.Key, look);
            await visitor.ChooseLanguageAsync(look.Language);
            foreach (var path in pages)
                await TakeAsync(
                    visitor,
                    path,
                    Path.Combine(folder, $"{Name(path)}-{look.Width}-{look.Language}-{(look.Dark ? "dark" : "light")}.png")
                );
        }
    }

    private async Task SignAndCorrectAsync()
    {
        await using var office = await portal.SignInAsync("office");
        await office.GoAsync(Signed);
        await office.Page.ClickAsync("[data-do=sign]");
        await office.Page.ClickAsync("[data-answer]");
        await office.Page.Locator("[data-signed='1']").WaitForAsync();
        await ForgottenCase.SendAsync(portal, "350103C01", "R-2", "2014-11-04");
    }

    private static async Task TakeAsync(Visitor visitor, string path, string file)
    {
        await visitor.GoAsync(path);
        Assert.True(
            path.StartsWith("/account", StringComparison.Ordinal) || !visitor.Page.Url.Contains("/account/", StringComparison.Ordinal),
            $"{path} is not shown to who is to look at it."
        );
        await visitor.Page.ScreenshotAsync(new() { Path = file, Animations = ScreenshotAnimations.Disabled });
    }

    private static IEnumerable<string> Addresses() =>
        PortalPages
            .All.Except(["/", "/live", "/reports", "/reports/difference"])
            .Concat([
                "/live?unit=350103&from=2014-01&to=2014-10",
                "/live?unit=350103&from=2014-01&to=2014-10&stream=appeals",
                "/figures/forms/community-service",
                Sheets,
                Ranking,
                Entry,
                Review,
                Report,
                Report + "&view=print",
                Signed,
                Signed.Replace("/reports?", "/reports/difference?", StringComparison.Ordinal),
            ]);

    private static string Account(string path) =>
        Array.Find(s_users, user => path.StartsWith(user.Start, StringComparison.Ordinal)) is { Account: { } account } ? account : "leader";

    private static string Name(string path) =>
        path.Trim('/').Split('?')[0].Replace('/', '-')
        + (
            path.Contains("stream=appeals", StringComparison.Ordinal) ? "-appeals"
            : path.Contains("view=print", StringComparison.Ordinal) ? "-print"
            : path == Signed ? "-signed"
            : path == Sheets ? "-list"
            : ""
        );
}
