using System.Net;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Portal.Domain.Access;
using Portal.Tests.Demonstration;
using Portal.Tests.Support;
using Portal.Tests.Support.Circuits;

namespace Portal.Tests.Access;

/// <summary>A session without input ends: soon for those who may change something, late for those who only read.</summary>
[Needs(Resource.Database)]
public sealed class IdleTimeTests : IAsyncLifetime
{
    private static readonly TimeSpan s_ten = TimeSpan.FromMinutes(10);

    private readonly FakeTimeProvider _clock = new(SampleData.Now);
    private PortalInstance _portal = null!;

    public async ValueTask InitializeAsync()
    {
        _portal = await PortalInstance.StartAsync(
            builder =>
            {
                builder.Services.AddSingleton<TimeProvider>(_clock);
                builder.Services.Configure<SecurityStampValidatorOptions>(options => options.TimeProvider = _clock);
            },
            "--Portal:Access:WallScreens=hall"
        );
        await _portal.CreateUserAsync("clerk", Role.Clerk, SampleData.Street);
        await _portal.CreateUserAsync("leader", Role.Leader, SampleData.Street);
        await _portal.CreateUserAsync("hall", Role.Leader, SampleData.Street);
    }

    public ValueTask DisposeAsync() => _portal.DisposeAsync();

    [Theory]
    [InlineData("clerk", 14, true)]
    [InlineData("clerk", 16, false)]
    [InlineData("leader", 479, true)]
    [InlineData("leader", 481, false)]
    [InlineData("hall", 2_881, true)]
    public async Task Cookie_WithoutInput_IsGoodForTheTimeOfItsRole(string user, int minutes, bool good)
    {
        using var browser = await SignInAsync(user);
        _clock.Advance(TimeSpan.FromMinutes(minutes));

        Assert.Equal(good, await IsInAsync(browser));
    }

    [Fact]
    public async Task Input_InAnyWindow_KeepsTheSession()
    {
        using var browser = await SignInAsync("clerk");
        for (var i = 0; i < 4; i++)
        {
            _clock.Advance(s_ten);
            using var told = await PortalInstance.PostAsync(browser, "/account/input", "");
            Assert.Equal(HttpStatusCode.NoContent, told.StatusCode);
        }

        Assert.True(await IsInAsync(browser));
    }

    /// <summary>A page reconnects by itself, and a proxy may ask for it, with nobody in front of it.</summary>
    [Theory]
    [InlineData("/_blazor/negotiate?negotiateVersion=1")]
    [InlineData("/health/ready")]
    public async Task Request_OfAPageByItself_IsNoInput(string address)
    {
        using var browser = await SignInAsync("clerk");
        _clock.Advance(s_ten);
        (await PortalInstance.PostAsync(browser, address, "")).Dispose();
        _clock.Advance(s_ten);

        Assert.False(await IsInAsync(browser));
    }

    /// <summary>The page is sent to the sign-in, which says that what was typed comes back.</summary>
    [Fact]
    public async Task Page_LeftAlone_IsSentToTheSignIn()
    {
        using var visitor = new CircuitVisitor(_portal.Address);
        await visitor.SignInAsync("clerk", PortalInstance.Password);
        var (client, _) = await CircuitClient.OpenAsync(visitor, "live?from=2014-10-01&to=2014-10-31");
        await using var open = client;

        _clock.Advance(TimeSpan.FromMinutes(17));

        var address = await client.NavigatedAsync();
        Assert.Contains("/account/login", address, StringComparison.Ordinal);
        Assert.Contains("ended=1", address, StringComparison.Ordinal);
    }

    private async Task<HttpClient> SignInAsync(string user)
    {
        var browser = _portal.Browser();
        (await PortalInstance.SignInAsync(browser, user, PortalInstance.Password)).Dispose();
        Assert.True(await IsInAsync(browser));
        return browser;
    }

    private static async Task<bool> IsInAsync(HttpClient browser)
    {
        using var answer = await PortalInstance.GetAsync(browser, "/live");
        return answer.StatusCode == HttpStatusCode.OK;
    }
}
