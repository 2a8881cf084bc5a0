using System.Net;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Portal.Access;
using Portal.Domain.Access;
using Portal.Navigation;
using Portal.Tests.Demonstration;
using Portal.Tests.Support;

namespace Portal.Tests.Access;

[Needs(Resource.Database)]
public sealed class SignInTests : IAsyncLifetime
{
    private PortalInstance _portal = null!;

    public async ValueTask InitializeAsync()
    {
        _portal = await PortalInstance.StartAsync();
        await _portal.CreateUserAsync("zhang", Role.Administrator);
    }

    public ValueTask DisposeAsync() => _portal.DisposeAsync();

    [Fact]
    public async Task SignIn_RightPassword_SetsACookieForThisHostOnlyAndGoesBack()
    {
        using var browser = _portal.Browser();
        using var answer = await PortalInstance.SignInAsync(browser, "zhang", PortalInstance.Password, "/admin/users");

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal("/admin/users", new Uri(_portal.Address, answer.Headers.Location!).AbsolutePath);
        var cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie"), c => c.StartsWith("Portal=", StringComparison.Ordinal));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(HttpStatusCode.OK, (await PortalInstance.GetAsync(browser, "/admin/users")).StatusCode);
    }

    [Fact]
    public async Task SignIn_UnknownUser_GetsTheAnswerOfAWrongPassword()
    {
        using var browser = _portal.Browser();
        using var wrong = await PortalInstance.SignInAsync(browser, "zhang", "wrong");
        using var unknown = await PortalInstance.SignInAsync(browser, "nobody", "wrong");

        Assert.Equal(wrong.StatusCode, unknown.StatusCode);
        Assert.Contains("role=\"alert\"", await PortalInstance.TextAsync(wrong), StringComparison.Ordinal);
        Assert.Contains("role=\"alert\"", await PortalInstance.TextAsync(unknown), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SignIn_AfterFiveWrongTries_IsRefusedEvenWithTheRightPassword()
    {
        using var browser = _portal.Browser();
        for (var i = 0; i < 5; i++)
            (await PortalInstance.SignInAsync(browser, "zhang", "wrong")).Dispose();

        using var answer = await PortalInstance.SignInAsync(browser, "zhang", PortalInstance.Password);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.True(
            Assert.Single(await _portal.Get<UserAdministration>().ListAsync(Actor.System, TestContext.Current.CancellationToken)).LockedOut
        );
    }

    /// <summary>A lockout lasts five minutes: a longer one was made before the clock was set back.</summary>
    [Theory]
    [InlineData(4, HttpStatusCode.OK)]
    [InlineData(40 * 24 * 60, HttpStatusCode.Found)]
    public async Task SignIn_LockedUntil_IsRefusedForNoLongerThanALockoutLasts(int minutes, HttpStatusCode expected)
    {
        await using (var scope = _portal.Get<IServiceScopeFactory>().CreateAsyncScope())
        {
            var users = scope.ServiceProvider.GetRequiredService<UserManager<PortalUser>>();
            var user = (await users.FindByNameAsync("zhang"))!;
            await users.SetLockoutEndDateAsync(user, TimeProvider.System.GetUtcNow().AddMinutes(minutes));
        }
        using var browser = _portal.Browser();
        using var answer = await PortalInstance.SignInAsync(browser, "zhang", PortalInstance.Password);

        Assert.Equal(expected, answer.StatusCode);
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("javascript:alert(1)")]
    [InlineData("/ok\r\nX: y")]
    [InlineData(null)]
    public void ReturnUrl_ThatLeadsElsewhere_IsDropped(string? url) => Assert.Equal("/", LocalUrl.OrHome(url));

    [Fact]
    public async Task SignIn_WithANameThatNobodyCanHave_IsRefused()
    {
        using var browser = _portal.Browser();
        using var answer = await PortalInstance.SignInAsync(browser, "zhang\0", PortalInstance.Password);
        Assert.InRange((int)answer.StatusCode, 200, 499);
        await using var scope = _portal.Services.CreateAsyncScope();
        var names = scope.ServiceProvider.GetRequiredService<Microsoft.AspNetCore.Identity.ILookupNormalizer>();
        Assert.Equal("", names.NormalizeName("\uD800"));
        Assert.Equal("", names.NormalizeName(string.Concat(Enumerable.Repeat("\u0301\u0316", 500_000))));
    }

    [Fact]
    public void ReturnUrl_OfThisPortal_IsKept() => Assert.Equal("/live?unit=350103", LocalUrl.OrHome("/live?unit=350103"));

    [Theory]
    [InlineData("/中?名=1", "/%E4%B8%AD?%E5%90%8D=1")]
    public async Task ReturnUrl_BeyondAscii_IsEscapedForItsHeader(string url, string location)
    {
        using var browser = _portal.Browser();
        using var answer = await PortalInstance.GetAsync(browser, "/account/culture?culture=en&returnUrl=" + Uri.EscapeDataString(url));
        Assert.Equal((HttpStatusCode.Redirect, location), (answer.StatusCode, answer.Headers.Location!.OriginalString));
        Assert.Equal("/%EF%BF%BD", LocalUrl.OrHome("/\uD800"));
    }

    [Fact]
    public async Task Page_ForStrangers_AsksToSignInFirst()
    {
        using var browser = _portal.Browser();
        using var answer = await PortalInstance.GetAsync(browser, "/admin/jobs");

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal("/account/login?returnUrl=%2Fadmin%2Fjobs", answer.Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task Dashboard_OfJobs_IsForAdministratorsOnly()
    {
        await _portal.CreateUserAsync("li", Role.Clerk, "350103");
        using var clerk = _portal.Browser();
        using var administrator = _portal.Browser();
        (await PortalInstance.SignInAsync(clerk, "li", PortalInstance.Password)).Dispose();
        (await PortalInstance.SignInAsync(administrator, "zhang", PortalInstance.Password)).Dispose();

        Assert.StartsWith(
            "/account/denied",
            (await PortalInstance.GetAsync(clerk, "/admin/jobs")).Headers.Location!.OriginalString,
            StringComparison.Ordinal
        );
        Assert.Equal(HttpStatusCode.OK, (await PortalInstance.GetAsync(administrator, "/admin/jobs")).StatusCode);
    }

    [Fact]
    public async Task Circuit_OpenedByAnotherSite_IsRefused()
    {
        using var browser = _portal.Browser();
        (await PortalInstance.SignInAsync(browser, "zhang", PortalInstance.Password)).Dispose();

        Assert.Equal(HttpStatusCode.Forbidden, await NegotiateAsync(browser, "http://evil.example"));
        Assert.Equal(HttpStatusCode.OK, await NegotiateAsync(browser, _portal.Address.GetLeftPart(UriPartial.Authority)));
    }

    [Fact]
    public async Task FirstAdministratorLink_WhenThereIsOne_IsOver()
    {
        var first = _portal.Get<FirstAdministrator>();
        Assert.False(await first.IsGoodAsync(first.CreateToken()));
        Assert.Null(await first.CreateAsync(first.CreateToken(), "second", PortalInstance.Password));
    }

    private static async Task<HttpStatusCode> NegotiateAsync(HttpClient browser, string origin)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/_blazor/negotiate?negotiateVersion=1");
        request.Headers.Add("Origin", origin);
        using var answer = await browser.SendAsync(request, TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }
}
