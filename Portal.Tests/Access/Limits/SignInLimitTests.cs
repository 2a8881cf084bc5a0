using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Portal.Domain.Access;
using Portal.Tests.Demonstration;
using Portal.Tests.Support;

namespace Portal.Tests.Access.Limits;

/// <summary>Failed sign-ins are limited by address, and colleagues behind the same address still get in.</summary>
[Needs(Resource.Database)]
public sealed class SignInLimitTests : IAsyncLifetime
{
    private const int Most = 4;
    private const string Secret = "Not-The-Password-1";

    private readonly WatchedHasher _hasher = new();
    private readonly LogLines _log = new();
    private PortalInstance _portal = null!;

    public async ValueTask InitializeAsync()
    {
        _portal = await PortalInstance.StartAsync(
            builder =>
            {
                builder.Services.AddSingleton<IPasswordHasher<PortalUser>>(_hasher);
                builder.Services.AddSingleton<ILoggerFactory>(_log);
            },
            $"--Portal:Access:FailuresPerAddress={Most}"
        );
        await _portal.CreateUserAsync("zhang", Role.Leader, SampleData.Street);
        await _portal.CreateUserAsync("li", Role.Leader, SampleData.Street);
    }

    public ValueTask DisposeAsync() => _portal.DisposeAsync();

    [Fact]
    public async Task Failures_OverTheLimitOfAnAddress_AreAnswered429InTheReadersLanguage()
    {
        using var browser = _portal.Browser();
        for (var i = 0; i < Most; i++)
            Assert.Equal(HttpStatusCode.OK, await TryAsync(browser, $"name-{i}"));

        using var chinese = await PortalInstance.SignInAsync(browser, "another", Secret);
        Assert.Equal(HttpStatusCode.TooManyRequests, chinese.StatusCode);
        Assert.InRange(chinese.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 75);
        Assert.Contains("登录失败次数过多", WebUtility.HtmlDecode(await PortalInstance.TextAsync(chinese)), StringComparison.Ordinal);

        (await PortalInstance.GetAsync(browser, "/account/culture?culture=en&returnUrl=/")).Dispose();
        using var english = await PortalInstance.SignInAsync(browser, "zhang", Secret);
        Assert.Equal(HttpStatusCode.TooManyRequests, english.StatusCode);
        Assert.Contains(
            "Too many failed sign-ins",
            WebUtility.HtmlDecode(await PortalInstance.TextAsync(english)),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task RightPassword_FromAnAddressOverItsLimit_SignsIn()
    {
        await ExhaustAsync();
        using var browser = _portal.Browser();

        Assert.Equal(HttpStatusCode.Redirect, await TryAsync(browser, "zhang", PortalInstance.Password));
    }

    /// <summary>Its own mistakes do not count as the address's either.</summary>
    [Fact]
    public async Task Browser_InWhichTheAccountSignedInBefore_IsOutsideTheLimit()
    {
        using var browser = _portal.Browser();
        Assert.Equal(HttpStatusCode.Redirect, await TryAsync(browser, "zhang", PortalInstance.Password));
        (await PortalInstance.SignOutAsync(browser)).Dispose();
        await ExhaustAsync();

        Assert.Equal(HttpStatusCode.OK, await TryAsync(browser, "zhang"));
        Assert.Equal(HttpStatusCode.TooManyRequests, await TryAsync(browser, "li"));
        Assert.Equal(HttpStatusCode.Redirect, await TryAsync(browser, "zhang", PortalInstance.Password));
    }

    /// <summary>Before, all ran at once on every processor, and pages waited for them.</summary>
    [Fact]
    public async Task Passwords_ManyAtOnce_AreCheckedOnHalfOfTheProcessors()
    {
        var browsers = Enumerable.Range(0, 16).Select(_ => _portal.Browser()).ToList();
        using var known = _portal.Browser();
        Assert.Equal(HttpStatusCode.Redirect, await TryAsync(known, "zhang", PortalInstance.Password));
        (await PortalInstance.SignOutAsync(known)).Dispose();

        var guesses = Task.WhenAll(browsers.Select((browser, i) => TryAsync(browser, $"name-{i}")));
        var right = await TryAsync(known, "zhang", PortalInstance.Password);
        var answers = await guesses;

        Assert.Equal(HttpStatusCode.Redirect, right);
        Assert.Equal(Most, answers.Count(status => status == HttpStatusCode.OK));
        Assert.Equal(16 - Most, answers.Count(status => status == HttpStatusCode.TooManyRequests));
        Assert.InRange(_hasher.MostAtOnce, 1, Math.Max(1, Environment.ProcessorCount / 2));
        browsers.ForEach(browser => browser.Dispose());
    }

    [Fact]
    public async Task Failure_IsLoggedWithAccountAndAddressAndWithoutTheSecret()
    {
        using var browser = _portal.Browser();
        await TryAsync(browser, "zhang");
        await TryAsync(browser, "My-Password-Typed-As-Name-1");

        Assert.Contains("Sign-in refused: account zhang, address 127.0.0.1, wrong password.", _log.All);
        Assert.Contains("Sign-in refused: account ?, address 127.0.0.1, no such account.", _log.All);
        Assert.DoesNotContain(_log.All, line => line.Contains(Secret, StringComparison.Ordinal));
        Assert.DoesNotContain(_log.All, line => line.Contains("My-Password", StringComparison.Ordinal));
    }

    private async Task ExhaustAsync()
    {
        using var browser = _portal.Browser();
        for (var i = 0; i <= Most; i++)
            await TryAsync(browser, $"name-{i}");
        Assert.Equal(HttpStatusCode.TooManyRequests, await TryAsync(browser, "name"));
    }

    private static async Task<HttpStatusCode> TryAsync(HttpClient browser, string name, string password = Secret)
    {
        using var answer = await PortalInstance.SignInAsync(browser, name, password);
        return answer.StatusCode;
    }

    /// <summary>Counts how many passwords are checked at the same time.</summary>
    private sealed class WatchedHasher : PasswordHasher<PortalUser>
    {
        private readonly ConcurrentBag<int> _seen = [0];
        private int _now;

        public int MostAtOnce => _seen.Max();

        public override PasswordVerificationResult VerifyHashedPassword(PortalUser user, string hashedPassword, string providedPassword)
        {
            _seen.Add(Interlocked.Increment(ref _now));
            try
            {
                return base.VerifyHashedPassword(user, hashedPassword, providedPassword);
            }
            finally
            {
                Interlocked.Decrement(ref _now);
            }
        }
    }
}
