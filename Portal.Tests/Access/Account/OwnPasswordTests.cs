using System.Net;
using System.Security.Claims;
using Microsoft.Extensions.Time.Testing;
using Portal.Access;
using Portal.Domain.Access;
using Portal.Domain.Shared;
using Portal.Tests.Demonstration;
using Portal.Tests.Support;

namespace Portal.Tests.Access.Account;

/// <summary>Users change their own password; one that an administrator has set has to be changed first.</summary>
[Needs(Resource.Database)]
public sealed class OwnPasswordTests : IAsyncLifetime
{
    private const string Page = "/account/password";
    private const string Next = "My-Own-2014!";

    private PortalInstance _portal = null!;
    private HttpClient _browser = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private UserAdministration Users => _portal.Get<UserAdministration>();

    public async ValueTask InitializeAsync()
    {
        _portal = await PortalInstance.StartAsync();
        await _portal.CreateUserAsync("zhang", Role.Leader, SampleData.Street);
        _browser = _portal.Browser();
        (await PortalInstance.SignInAsync(_browser, "zhang", PortalInstance.Password)).Dispose();
    }

    public ValueTask DisposeAsync()
    {
        _browser.Dispose();
        return _portal.DisposeAsync();
    }

    [Fact]
    public async Task Password_Changed_EndsTheOtherSessionsAndKeepsThisOne()
    {
        using var elsewhere = _portal.Browser();
        (await PortalInstance.SignInAsync(elsewhere, "zhang", PortalInstance.Password)).Dispose();

        using var answer = await ChangeAsync(_browser, PortalInstance.Password, Next, Next);

        Assert.Equal("/account", PathOf(answer));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(_browser, "/live"));
        Assert.Equal(HttpStatusCode.Found, await StatusAsync(elsewhere, "/live"));
        using var fresh = _portal.Browser();
        Assert.Equal(HttpStatusCode.OK, (await PortalInstance.SignInAsync(fresh, "zhang", PortalInstance.Password)).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await PortalInstance.SignInAsync(fresh, "zhang", Next)).StatusCode);
    }

    [Theory]
    [InlineData("wrong", Next, Next, "当前密码不正确")]
    [InlineData(PortalInstance.Password, Next, Next + "x", "两次输入的新密码不一致")]
    [InlineData(PortalInstance.Password, PortalInstance.Password, PortalInstance.Password, "新密码与当前密码相同")]
    [InlineData(PortalInstance.Password, "short", "short", "密码少于 10 个字符")]
    public async Task Password_ThatCannotBe_IsRefusedWithTheReason(string current, string next, string repeat, string reason)
    {
        using var answer = await ChangeAsync(_browser, current, next, repeat);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains(reason, WebUtility.HtmlDecode(await PortalInstance.TextAsync(answer)), StringComparison.Ordinal);
        using var fresh = _portal.Browser();
        Assert.Equal(HttpStatusCode.Redirect, (await PortalInstance.SignInAsync(fresh, "zhang", PortalInstance.Password)).StatusCode);
    }

    /// <summary>At a forgotten window nobody guesses the password: the fifth wrong one locks, as at the sign-in.</summary>
    [Fact]
    public async Task CurrentPassword_WrongFiveTimes_LocksTheAccount()
    {
        for (var i = 0; i < 5; i++)
            (await ChangeAsync(_browser, "wrong", Next, Next)).Dispose();

        using var answer = await ChangeAsync(_browser, PortalInstance.Password, Next, Next);

        Assert.Contains("账号锁定 15 分钟", WebUtility.HtmlDecode(await PortalInstance.TextAsync(answer)), StringComparison.Ordinal);
        Assert.True(Assert.Single(await Users.ListAsync(Actor.System, Token)).LockedOut);
    }

    [Theory]
    [InlineData("created")]
    [InlineData("reset")]
    public async Task Password_SetByAnAdministrator_HasToBeChangedBeforeAnythingElse(string how)
    {
        var administrator = Actors.Of("admin", Role.Administrator, unitId: null);
        await SetAsync(administrator, how);
        using var browser = _portal.Browser();
        (await PortalInstance.SignInAsync(browser, "li", PortalInstance.Password)).Dispose();

        foreach (var page in (string[])["/", "/live", "/account", "/figures", "/api", "/admin/users"])
        {
            using var elsewhere = await PortalInstance.GetAsync(browser, page);
            Assert.Equal(Page, PathOf(elsewhere));
        }
        using var socket = await PortalInstance.PostAsync(browser, "/_blazor/negotiate?negotiateVersion=1", "");
        Assert.Equal(HttpStatusCode.Forbidden, socket.StatusCode);

        using var answer = await ChangeAsync(browser, PortalInstance.Password, Next, Next);
        Assert.Equal("/", PathOf(answer));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(browser, "/live"));
        using var again = _portal.Browser();
        (await PortalInstance.SignInAsync(again, "li", Next)).Dispose();
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(again, "/live"));
    }

    /// <summary>A page that is reached all the same shows nothing and changes nothing.</summary>
    [Fact]
    public void Actor_WhoHasToChangeThePassword_HasNoRights()
    {
        var time = new DistrictTime(SampleData.Shanghai, new FakeTimeProvider(SampleData.Now));
        var signedIn = Actors.SignedIn("li", Role.Administrator, SampleData.StreetId);
        Assert.True(signedIn.ToActor(time).May(Permissions.UsersManage));

        ((ClaimsIdentity)signedIn.Identity!).AddClaim(new(PortalClaims.PasswordIsKnown, ""));

        Assert.Equal(Actor.Nobody, signedIn.ToActor(time));
    }

    /// <summary>Everybody may know the passwords of the demonstration.</summary>
    [Fact]
    public async Task Password_OfTheDemonstration_DoesNotHaveToBeChanged()
    {
        await _portal.Get<DemonstrationAccounts>().EnsureAsync(Token);
        using var browser = _portal.Browser();
        (await PortalInstance.SignInAsync(browser, "leader", DemonstrationAccounts.Password)).Dispose();

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(browser, "/live"));
    }

    private async Task SetAsync(Actor administrator, string how)
    {
        var draft = new UserDraft("li", "li", Role.Leader, SampleData.StreetId);
        if (how == "created")
        {
            Assert.True((await Users.CreateAsync(administrator, draft, PortalInstance.Password)).Ok);
            return;
        }
        Assert.True((await Users.CreateAsync(Actor.System, draft, "Another-2014!")).Ok);
        var id = (await Users.ListAsync(Actor.System, Token)).Single(u => u.UserName == "li").Id;
        Assert.True((await Users.ResetPasswordAsync(administrator, id, PortalInstance.Password)).Ok);
    }

    private static Task<HttpResponseMessage> ChangeAsync(HttpClient browser, string current, string next, string repeat) =>
        StaticForm.SendAsync(browser, Page, "password", ("current", current), ("new", next), ("repeat", repeat));

    private string? PathOf(HttpResponseMessage answer) =>
        answer.Headers.Location is { } to ? new Uri(_portal.Address, to).AbsolutePath : null;

    private static async Task<HttpStatusCode> StatusAsync(HttpClient browser, string address)
    {
        using var answer = await PortalInstance.GetAsync(browser, address);
        return answer.StatusCode;
    }
}
