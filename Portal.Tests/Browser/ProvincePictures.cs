using System.Diagnostics;
using System.Globalization;
using Microsoft.Playwright;
using Portal.Tests.Demonstration;
using Portal.Tests.Support;

namespace Portal.Tests.Browser;

/// <summary>
/// Takes a picture of every page that shows units, as users of a whole province see it, and records the times; run by
/// <c>eng/screenshots.sh --province</c>, never with the tests.
/// </summary>
[Collection(BrowserCollection.Name)]
public sealed class ProvincePictures(PortalInBrowser browsers)
{
    private const string Province = "380000000000";
    private const string District = "380101000000";
    private const string Street = "380101001000";
    private const string Community = "380101001001";

    private static readonly (string Name, string Role, string? Unit)[] s_accounts =
    [
        ("leader", "Leader", Province),
        ("office", "EfficiencyOffice", Province),
        ("district", "EfficiencyOffice", District),
        ("streetleader", "Leader", Street),
        ("street", "Clerk", Street),
        ("community", "Clerk", Community),
        ("admin", "Administrator", null),
    ];

    private static readonly (string Account, string Path)[] s_pages =
    [
        ("leader", "/live"),
        ("leader", "/live?stream=appeals"),
        ("leader", "/live/onTheSpotRatio"),
        ("leader", $"/live?unit={District}"),
        ("leader", $"/live?unit={Street}"),
        ("leader", "/figures"),
        ("office", "/figures?view=board"),
        ("office", "/figures?view=list"),
        ("office", $"/figures?view=board&unit={District}"),
        ("office", $"/figures?view=board&unit={Street}"),
        ("office", "/approvals"),
        ("office", "/figures/forms"),
        ("office", "/figures/forms/street-service"),
        ("office", "/figures/reconciliation"),
        ("office", "/import"),
        ("office", "/reports"),
        ("office", "/reports/tables"),
        ("office", "/reports/subscriptions"),
        ("office", "/reports/templates"),
        ("office", "/reports?view=print"),
        ("district", "/live"),
        ("district", "/figures?view=board"),
        ("district", "/figures?view=list"),
        ("district", "/approvals"),
        ("district", "/reports"),
        ("streetleader", "/live"),
        ("street", "/figures"),
        ("street", "/approvals"),
        ("street", "/figures/street-service/380101001000/{month}"),
        ("community", "/figures"),
        ("community", "/figures/community-service/380101001001/{month}"),
        ("admin", "/admin/users"),
        ("admin", "/admin/keys"),
    ];

    private static readonly VisitorOptions[] s_looks =
    [
        new(),
        VisitorOptions.Phone with
        {
            Dark = true,
        },
        new() { Language = "en", Dark = true },
        VisitorOptions.Phone with
        {
            Language = "en",
        },
    ];

    private readonly List<string> _notes = ["picture\tms to first byte\tms to whole page\tKiB\telements\tpx beyond the window"];

    [Fact(Explicit = true)]
    public async Task TakeAll()
    {
        var units = Environment.GetEnvironmentVariable("PORTAL_PROVINCE_UNITS") is { Length: > 0 } asked ? asked : "100000";
        await using var portal = await PortalProcess.StartAsync(
            demonstration: false,
            new Dictionary<string, string> { ["Portal__Reports__Day"] = "0" }
        );
        var watch = Stopwatch.StartNew();
        await DoAsync(portal, "demo", "--units", units, "--cases", "200000");
        _notes.Insert(0, string.Create(CultureInfo.InvariantCulture, $"{units} units made in {watch.Elapsed.TotalSeconds:0} s"));
        foreach (var (name, role, unit) in s_accounts)
            await DoAsync(
                portal,
                [
                    "user",
                    "create",
                    "--name",
                    name,
                    "--role",
                    role,
                    "--password",
                    Visitor.Password,
                    .. unit is null ? (string[])[] : ["--unit", unit],
                ]
            );
        var folder = Directory.CreateDirectory(Path.Combine(TestFiles.Root, "artifacts", "screenshots")).FullName;
        foreach (var (look, pages) in from look in s_looks from pages in s_pages.GroupBy(p => p.Account) select (look, pages))
        {
            await using var visitor = await browsers.SignInAtAsync(portal.Address, pages.Key, look);
            await visitor.ChooseLanguageAsync(look.Language);
            foreach (var (account, path) in pages)
                await TakeAsync(
                    visitor,
                    path.Replace("{month}", LastMonth(), StringComparison.Ordinal),
                    folder,
                    $"province-{account}-{Name(path)}-{look.Width}-{look.Language}-{(look.Dark ? "dark" : "light")}"
                );
        }
        await File.WriteAllLinesAsync(Path.Combine(folder, "province.tsv"), _notes, TestContext.Current.CancellationToken);
    }

    private async Task TakeAsync(Visitor visitor, string path, string folder, string name)
    {
        await visitor.GoAsync(path);
        Assert.False(visitor.Page.Url.Contains("/account/", StringComparison.Ordinal), $"{path} is not shown to who is to look at it.");
        await visitor.Page.ScreenshotAsync(
            new() { Path = Path.Combine(folder, name + ".png"), Animations = ScreenshotAnimations.Disabled }
        );
        _notes.Add(name + "\t" + await visitor.Page.EvaluateAsync<string>(Scripts.Took));
        if (await visitor.Page.Locator("[data-picks=closed] button").CountAsync() == 0)
            return;
        await visitor.Page.Locator("[data-picks=closed] button").First.ClickAsync();
        await visitor.Page.ScreenshotAsync(
            new() { Path = Path.Combine(folder, name + "-picker.png"), Animations = ScreenshotAnimations.Disabled }
        );
    }

    private static async Task DoAsync(PortalProcess portal, params string[] arguments)
    {
        var done = await portal.RunAsync(arguments);
        Assert.True(done.ExitCode == 0, done.Output + done.Errors);
    }

    private static string LastMonth() =>
        TimeZoneInfo
            .ConvertTime(TimeProvider.System.GetUtcNow(), TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai"))
            .AddMonths(-1)
            .ToString("yyyy-MM", CultureInfo.InvariantCulture);

    private static string Name(string path) =>
        string.Join(
            '-',
            path.Replace("/{month}", "", StringComparison.Ordinal).Split(['/', '?', '&', '='], StringSplitOptions.RemoveEmptyEntries)
        );
}
