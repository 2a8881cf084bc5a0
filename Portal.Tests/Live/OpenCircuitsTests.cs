using Portal.Circuits;
using Portal.Domain.Access;
using Portal.Tests.Demonstration;
using Portal.Tests.Support;
using Portal.Tests.Support.Circuits;

namespace Portal.Tests.Live;

/// <summary>How many pages a user may have open at once.</summary>
public sealed class OpenCircuitsTests
{
    private const string Address = "live?from=2014-10-01&to=2014-10-31";

    [Fact]
    public void Circuits_OverTheLimit_ShowNoPageUntilOneIsClosedOrDisconnected()
    {
        var open = new OpenCircuits(new() { MostPerUser = 2 });
        Assert.True(open.Open("zhang", "1"));
        Assert.True(open.Open("zhang", "2"));
        Assert.False(open.Open("zhang", "3"));
        Assert.True(open.Open("li", "4"));
        open.Close("3");

        open.SetConnected("1", isConnected: false);
        Assert.True(open.Open("zhang", "5"));
        Assert.False(open.Open("zhang", "6"));
        open.Close("6");
        open.SetConnected("1", isConnected: true);
        Assert.False(open.Open("zhang", "7"));
    }

    [Fact]
    public void Circuits_WithoutASetting_AreTenForAUser()
    {
        var open = new OpenCircuits(new());
        Assert.All(Enumerable.Range(1, 10), i => Assert.True(open.Open("zhang", $"{i}")));
        Assert.False(open.Open("zhang", "11"));
    }

    /// <summary>Circuits that wait for their browser take memory too.</summary>
    [Fact]
    public void Circuits_ThreeTimesTheLimit_AreEnded()
    {
        var open = new OpenCircuits(new() { MostPerUser = 2 });
        for (var i = 0; i < 6; i++)
        {
            open.Open("zhang", $"{i}");
            open.SetConnected($"{i}", isConnected: false);
        }

        Assert.Throws<TooManyCircuitsException>(() => open.Open("zhang", "6"));
        open.Close("3");
        Assert.True(open.Open("zhang", "7"));
    }

    [Fact]
    public void Circuits_OfAWallScreen_AreNotLimited()
    {
        var open = new OpenCircuits(new() { MostPerUser = 1, WallScreens = new HashSet<string>(["hall"]) });
        Assert.All(Enumerable.Range(0, 50), i => Assert.True(open.Open("hall", $"{i}")));
    }

    [Fact]
    [Needs(Resource.Database)]
    public async Task Page_OneTooMany_IsSentToThePageThatSaysSo()
    {
        await using var portal = await PortalInstance.StartAsync(configure: null, "--Portal:Access:MostCircuitsPerUser=2");
        await portal.CreateUserAsync("zhang", Role.Leader, SampleData.District);
        using var visitor = new CircuitVisitor(portal.Address);
        await visitor.SignInAsync("zhang", PortalInstance.Password);
        var (first, _) = await CircuitClient.OpenAsync(visitor, Address);
        var (second, _) = await CircuitClient.OpenAsync(visitor, Address);

        var (third, _) = await CircuitClient.OpenAsync(visitor, Address);
        var to = await third.NavigatedAsync();

        Assert.Contains("/too-many-pages?returnUrl=", to, StringComparison.Ordinal);
        Assert.Null(first.Failure);
        foreach (var client in (CircuitClient[])[first, second, third])
            await client.DisposeAsync();
        using var browser = portal.Browser();
        (await PortalInstance.SignInAsync(browser, "zhang", PortalInstance.Password)).Dispose();
        using var page = await PortalInstance.GetAsync(browser, "/too-many-pages?returnUrl=/live");
        Assert.Contains("href=\"/live\"", await PortalInstance.TextAsync(page), StringComparison.Ordinal);
    }
}
