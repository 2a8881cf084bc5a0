using System.Net;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Portal.Domain.Access;
using Portal.Tests.Support;

namespace Portal.Tests.Access;

/// <summary>What ends a session, and what keeps one from being begun by guessing.</summary>
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
        if (what == "disabled") Assert.True((await Users.SetDisabledAsync(Actor.System, user.Id, disabled: true)).Ok);
        if (what == "changed") Assert.True((await Users.ChangeAsync(Actor.System, user.Id, new("zhang", "zhang", Role.Clerk, user.UnitId))).Ok);

        _clock.Advance(s_minute);

        Assert.Equal(stays, await IsInAsync(browser));
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

    /// <summary>However many are sent at once: when the right password comes after five wrong ones, it is too late.</summary>
    [Fact]
    public async Task Guesses_BehindTheFifth_AreNotEvenTried()
    {
        var browsers = Enumerable.Range(0, 12).Select(_ => _portal.Browser()).ToList();
        var hasher = new CountingHasher();
        await using var portal = await PortalInstance.StartAsync(builder => builder.Services.AddSingleton<IPasswordHasher<PortalUser>>(hasher));
        await portal.CreateUserAsync("li", Role.Leader, SampleData.Street);
        browsers.ForEach(b => b.Dispose());
        browsers = [.. Enumerable.Range(0, 12).Select(_ => portal.Browser())];

        await Task.WhenAll(browsers.Select(async b => (await PortalInstance.SignInAsync(b, "li", "wrong")).Dispose()));

        Assert.Equal(5, hasher.Tried);
        browsers.ForEach(b => b.Dispose());
    }

    private static async Task GuessAsync(HttpClient browser, string password) => (await PortalInstance.SignInAsync(browser, "zhang", password)).Dispose();

    private static async Task<bool> IsInAsync(HttpClient browser) => (await PortalInstance.GetAsync(browser, "/live")).StatusCode == HttpStatusCode.OK;

    private async Task<UserRow> UserAsync() => Assert.Single(await Users.ListAsync(Actor.System, TestContext.Current.CancellationToken));

    /// <summary>Counts how often the password of somebody who exists is looked at.</summary>
    private sealed class CountingHasher : PasswordHasher<PortalUser>
    {
        private int _tried;

        public int Tried => Volatile.Read(ref _tried);

        public override PasswordVerificationResult VerifyHashedPassword(PortalUser user, string hashedPassword, string providedPassword)
        {
            if (user.UserName is not null) Interlocked.Increment(ref _tried);
            return base.VerifyHashedPassword(user, hashedPassword, providedPassword);
        }
    }
}
