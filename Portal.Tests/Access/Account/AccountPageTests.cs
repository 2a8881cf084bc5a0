using System.Net;
using System.Text.RegularExpressions;
using Portal.Domain.Access;
using Portal.Tests.Demonstration;
using Portal.Tests.Support;

namespace Portal.Tests.Access.Account;

/// <summary>The page of the own account: name and sessions.</summary>
[Needs(Resource.Database)]
public sealed partial class AccountPageTests : IAsyncLifetime
{
    private const string Page = "/account";
    private const string Edge = "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/120.0 Safari/537.36 Edg/120.0";

    private PortalInstance _portal = null!;
    private HttpClient _browser = null!;

    public async ValueTask InitializeAsync()
    {
        _portal = await PortalInstance.StartAsync();
        await _portal.CreateUserAsync("zhang", Role.Leader, SampleData.Street);
        await _portal.CreateUserAsync("li", Role.Clerk, SampleData.Street);
        _browser = await SignInAsync("zhang", Edge);
    }

    public ValueTask DisposeAsync()
    {
        _browser.Dispose();
        return _portal.DisposeAsync();
    }

    [Fact]
    public async Task Sessions_OfTheUserAlone_AreListedWithBrowserAndAddress()
    {
        using var second = await SignInAsync("zhang", "curl/8");
        using var other = await SignInAsync("li", "Firefox/140 (Android)");

        var page = await TextAsync(_browser);

        Assert.Equal(["other", "own"], Sessions().Matches(page).Select(m => m.Groups["who"].Value).Order(StringComparer.Ordinal));
        Assert.Contains("Edge · Windows", page, StringComparison.Ordinal);
        Assert.Contains("未知浏览器", page, StringComparison.Ordinal);
        Assert.Contains("127.0.0.1", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Firefox", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SignOutEverywhere_EndsEverySessionOfTheUserAlone()
    {
        using var second = await SignInAsync("zhang", Edge);
        using var other = await SignInAsync("li", Edge);

        using var answer = await StaticForm.SendAsync(_browser, Page, "everywhere");

        Assert.Equal("/account/login", new Uri(_portal.Address, answer.Headers.Location!).AbsolutePath);
        Assert.Equal(
            [HttpStatusCode.Found, HttpStatusCode.Found, HttpStatusCode.OK],
            [await StatusAsync(_browser), await StatusAsync(second), await StatusAsync(other)]
        );
    }

    [Fact]
    public async Task SignOut_TakesTheSessionOffTheList()
    {
        using var second = await SignInAsync("zhang", Edge);
        (await PortalInstance.SignOutAsync(second)).Dispose();

        Assert.Single(Sessions().Matches(await TextAsync(_browser)));
    }

    [Fact]
    public async Task Name_Changed_IsShownAtOnceInTheSameSession()
    {
        using var answer = await StaticForm.SendAsync(_browser, Page, "name", ("name", " 张三 "));

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Contains("value=\"张三\"", await TextAsync(_browser), StringComparison.Ordinal);
        Assert.Single(Sessions().Matches(await TextAsync(_browser)));
        var row = (await _portal.Get<UserAdministration>().ListAsync(Actor.System, TestContext.Current.CancellationToken)).Single(u =>
            u.UserName == "zhang"
        );
        Assert.Equal("张三", row.DisplayName);
    }

    [Theory]
    [InlineData("  ")]
    [InlineData("a\nb")]
    public async Task Name_ThatShowsNothing_IsRefused(string name)
    {
        using var answer = await StaticForm.SendAsync(_browser, Page, "name", ("name", name));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("姓名须为", WebUtility.HtmlDecode(await PortalInstance.TextAsync(answer)), StringComparison.Ordinal);
    }

    private async Task<HttpClient> SignInAsync(string user, string agent)
    {
        var browser = _portal.Browser();
        browser.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", agent);
        (await PortalInstance.SignInAsync(browser, user, PortalInstance.Password)).Dispose();
        return browser;
    }

    private static async Task<string> TextAsync(HttpClient browser) =>
        WebUtility.HtmlDecode(await PortalInstance.TextAsync(await PortalInstance.GetAsync(browser, Page)));

    private static async Task<HttpStatusCode> StatusAsync(HttpClient browser)
    {
        using var answer = await PortalInstance.GetAsync(browser, Page);
        return answer.StatusCode;
    }

    [GeneratedRegex("data-session=\"(?<who>own|other)\"", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Sessions();
}
