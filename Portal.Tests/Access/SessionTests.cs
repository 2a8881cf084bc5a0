using System.Net;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Portal.Access;
using Portal.Domain.Access;
using Portal.Domain.Access.Sessions;
using Portal.Tests.Demonstration;
using Portal.Tests.Support;

namespace Portal.Tests.Access;

/// <summary>The ends of sessions, and the limits against guessing passwords.</summary>
[Needs(Resource.Database)]
public sealed class SessionTests : IAsyncLifetime
{
    private static readonly TimeSpan s_minute = TimeSpan.FromMinutes(1);

    private readonly FakeTimeProvider _clock = new(SampleData.Now);
    private PortalInstance _portal = null!;

    private UserAdministration Users => _portal.Get<UserAdministration>();

    public async ValueTask InitializeAsync()
    {
        _portal = await PortalInstance.StartAsync(builder =>
        {
            builder.Services.AddSingleton<TimeProvider>(_clock);
            builder.Services.Configure<SecurityStampValidatorOptions>(options => options.TimeProvider = _clock);
        });
        await _portal.CreateUserAsync("zhang", Role.Leader, SampleData.Street);
    }

    public ValueTask DisposeAsync() => _portal.DisposeAsync();

    [Theory]
    [InlineData("disabled", false)]
    [InlineData("changed", false)]
    [InlineData("left alone", true)]
    public async Task Session_OfAUserWhoWas_EndsWithinAMinute(string what, bool stays)
    {
        using var browser = _portal.Browser();
        (await PortalInstance.SignInAsync(browser, "zhang", PortalInstance.Password)).Dispose();
        Assert.True(await IsInAsync(browser));
        var user = await UserAsync();
        if (what == "disabled")
            Assert.True((await Users.SetDisabledAsync(Actor.System, user.Id, disabled: true)).Ok);
        if (what == "changed")
            Assert.True((await Users.ChangeAsync(Actor.System, user.Id, new("zhang", "zhang", Role.Clerk, user.UnitId))).Ok);

        _clock.Advance(s_minute);

        Assert.Equal(stays, await IsInAsync(browser));
    }

    /// <summary>It would be good, and its rights unchecked, until the clock is there again.</summary>
    [Fact]
    public async Task Cookie_OfAClockThatWasAhead_IsRefusedWhenTheClockIsBack()
    {
        _clock.AdjustTime(SampleData.Now.AddDays(40));
        using var browser = _portal.Browser();
        (await PortalInstance.SignInAsync(browser, "zhang", PortalInstance.Password)).Dispose();
        Assert.True(await IsInAsync(browser));

        _clock.AdjustTime(SampleData.Now);

        Assert.False(await IsInAsync(browser));
        (await PortalInstance.SignInAsync(browser, "zhang", PortalInstance.Password)).Dispose();
        Assert.True(await IsInAsync(browser));
    }

    /// <summary>Signing out in one window ends the others too, but not those at another computer.</summary>
    [Fact]
    public async Task Circuits_OfASessionSignedOut_EndAtOnce_AndThoseOfAnotherStay()
    {
        using var browser = _portal.Browser();
        using var elsewhere = _portal.Browser();
        await using var window = await OpenWindowAsync(browser);
        await using var other = await OpenWindowAsync(elsewhere);
        Assert.Equal(("zhang", "zhang"), (await UserOfAsync(window), await UserOfAsync(other)));

        (await PortalInstance.SignOutAsync(browser)).Dispose();

        Assert.Equal((null, "zhang"), (await UserOfAsync(window), await UserOfAsync(other)));
        Assert.Equal("", (await window.ServiceProvider.GetRequiredService<CurrentActor>().GetAsync()).Name);
        Assert.Equal((false, true), (await IsInAsync(browser), await IsInAsync(elsewhere)));
    }

    [Fact]
    public async Task Cookie_OfASessionSignedOut_IsRefused()
    {
        using var browser = _portal.Browser();
        var cookie = await CookieAsync(browser);
        (await PortalInstance.SignOutAsync(browser)).Dispose();

        using var thief = _portal.Browser();
        thief.DefaultRequestHeaders.Add("Cookie", $"Portal={cookie}");

        Assert.False(await IsInAsync(thief));
    }

    /// <summary>Other processes, and this one after a restart, know of it only by the row.</summary>
    [Fact]
    public async Task Session_SignedOutInAnotherProcess_EndsWithinAMinuteAlsoAfterItsCookieWasRenewed()
    {
        using var browser = _portal.Browser();
        var before = PrincipalOf(await CookieAsync(browser));
        _clock.Advance(s_minute);
        using var renewed = await PortalInstance.GetAsync(browser, "/live");
        var after = PrincipalOf(CookieIn(renewed)!);
        Assert.Equal(before.FindFirst(EndedSessions.Claim)!.Value, after.FindFirst(EndedSessions.Claim)!.Value);

        var process = new EndedSessions(_portal.Get<UserSessions>(), _clock);
        await process.EndAsync((await UserAsync()).Id, after.FindFirst(EndedSessions.Claim)!.Value);
        _clock.Advance(s_minute);

        Assert.False(await IsInAsync(browser));
    }

    [Fact]
    public async Task Guesses_ManyAtOnce_LockTheAccountAtTheFifth()
    {
        var browsers = Enumerable.Range(0, 8).Select(_ => _portal.Browser()).ToList();
        await Task.WhenAll(browsers.Select(b => GuessAsync(b, "wrong")));

        Assert.True((await UserAsync()).LockedOut);
        using var late = _portal.Browser();
        await GuessAsync(late, PortalInstance.Password);
        Assert.False(await IsInAsync(late));
        browsers.ForEach(b => b.Dispose());
    }

    /// <summary>Concurrent attempts count too: after five wrong passwords the right one is refused.</summary>
    [Fact]
    public async Task Guesses_BehindTheFifth_AreNotEvenTried()
    {
        var browsers = Enumerable.Range(0, 12).Select(_ => _portal.Browser()).ToList();
        var hasher = new CountingHasher();
        await using var portal = await PortalInstance.StartAsync(builder =>
            builder.Services.AddSingleton<IPasswordHasher<PortalUser>>(hasher)
        );
        await portal.CreateUserAsync("li", Role.Leader, SampleData.Street);
        browsers.ForEach(b => b.Dispose());
        browsers = [.. Enumerable.Range(0, 12).Select(_ => portal.Browser())];

        await Task.WhenAll(browsers.Select(async b => (await PortalInstance.SignInAsync(b, "li", "wrong")).Dispose()));

        Assert.Equal(5, hasher.Tried);
        browsers.ForEach(b => b.Dispose());
    }

    private static async Task GuessAsync(HttpClient browser, string password) =>
        (await PortalInstance.SignInAsync(browser, "zhang", password)).Dispose();

    /// <summary>Anonymous users are redirected to the sign-in page.</summary>
    private static async Task<bool> IsInAsync(HttpClient browser)
    {
        using var answer = await PortalInstance.GetAsync(browser, "/live");
        if (answer.StatusCode == HttpStatusCode.OK)
            return true;
        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        Assert.StartsWith(
            "/account/login",
            answer.Headers.Location!.IsAbsoluteUri ? answer.Headers.Location.PathAndQuery : answer.Headers.Location.OriginalString,
            StringComparison.Ordinal
        );
        return false;
    }

    /// <summary>The user of an open circuit, as the host reads it from the cookie.</summary>
    private async Task<AsyncServiceScope> OpenWindowAsync(HttpClient browser)
    {
        var state = Task.FromResult(new AuthenticationState(PrincipalOf(await CookieAsync(browser))));
        var scope = _portal.Services.CreateAsyncScope();
        (
            (IHostEnvironmentAuthenticationStateProvider)scope.ServiceProvider.GetRequiredService<AuthenticationStateProvider>()
        ).SetAuthenticationState(state);
        return scope;
    }

    private static async Task<string?> UserOfAsync(AsyncServiceScope window) =>
        (await window.ServiceProvider.GetRequiredService<AuthenticationStateProvider>().GetAuthenticationStateAsync()).User.Identity!.Name;

    private static async Task<string> CookieAsync(HttpClient browser)
    {
        using var answer = await PortalInstance.SignInAsync(browser, "zhang", PortalInstance.Password);
        return CookieIn(answer)!;
    }

    private static string? CookieIn(HttpResponseMessage answer) =>
        answer
            .Headers.GetValues("Set-Cookie")
            .Select(c => c.Split(';')[0])
            .FirstOrDefault(c => c.StartsWith("Portal=", StringComparison.Ordinal))
            ?["Portal=".Length..];

    private ClaimsPrincipal PrincipalOf(string cookie) =>
        _portal
            .Get<IOptionsMonitor<CookieAuthenticationOptions>>()
            .Get(IdentityConstants.ApplicationScheme)
            .TicketDataFormat.Unprotect(cookie)!
            .Principal;

    private async Task<UserRow> UserAsync() => Assert.Single(await Users.ListAsync(Actor.System, TestContext.Current.CancellationToken));

    /// <summary>Counts how often the password of an existing user is checked.</summary>
    private sealed class CountingHasher : PasswordHasher<PortalUser>
    {
        private int _tried;

        public int Tried => Volatile.Read(ref _tried);

        public override PasswordVerificationResult VerifyHashedPassword(PortalUser user, string hashedPassword, string providedPassword)
        {
            if (user.UserName is not null)
                Interlocked.Increment(ref _tried);
            return base.VerifyHashedPassword(user, hashedPassword, providedPassword);
        }
    }
}
