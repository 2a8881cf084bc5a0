using Bunit;
using Bunit.TestDoubles;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor.Interfaces;
using Portal.Domain.Access;
using Portal.Jobs.Hosting;
using Portal.Navigation;
using Portal.Shell;
using Portal.Tests.Support;

namespace Portal.Tests.Shell;

public sealed class RailTests : PortalTestContext, INavigationEventReceiver
{
    private readonly Browser _browser = new();
    private readonly BunitAuthorizationContext _reader;
    private int _closings;

    public RailTests()
    {
        Services.AddSingleton<NavigationManager>(_browser);
        Services.AddSingleton(PortalSettings.Read(new ConfigurationBuilder().Build(), development: false));
        _reader = AddAuthorization();
        _reader.SetAuthorized("reader");
    }

    Task INavigationEventReceiver.OnNavigation()
    {
        _closings++;
        return Task.CompletedTask;
    }

    [Fact]
    public void Entries_OfAReader_AreThoseThatTheyMayOpenUnderTheirHeadings()
    {
        var rail = RailOf(Role.Leader);

        Assert.Equal(
            [
                "/live",
                "/cases",
                "/appeals",
                "/figures",
                "/figures/reconciliation",
                "/reports",
                "/tasks",
                "/supervision",
                "/rectifications",
                "/reviews",
                "/campaigns",
                "/standards",
                "/organisation",
                "/api",
            ],
            rail.FindAll("a").Select(a => a.GetAttribute("href"))
        );
        Assert.Equal(["查看", "办理", "督办", "管理"], rail.FindAll(".rail-title").Select(p => p.TextContent));
    }

    [Theory]
    [InlineData("figures?view=board", "/figures", null)]
    [InlineData("figures/reconciliation", "/figures/reconciliation", "/figures")]
    [InlineData("reports/difference?unit=350103", "/reports", null)]
    [InlineData("reportsofothers", null, null)]
    public void Place_OfThePage_IsMarkedAndFollowsIt(string path, string? nearest, string? above)
    {
        var rail = RailOf(Role.Leader);
        Assert.Empty(rail.FindAll("[aria-current]"));

        _browser.NavigateTo(path);

        rail.WaitForAssertion(() =>
        {
            Assert.Equal(nearest, rail.FindAll("a.active").SingleOrDefault()?.GetAttribute("href"));
            Assert.Equal(above, rail.FindAll("a.above").SingleOrDefault()?.GetAttribute("href"));
            Assert.Equal(rail.FindAll("a.active, a.above").Count, rail.FindAll("a[aria-current=page]").Count);
        });
    }

    [Fact]
    public void Count_OfWhatWaits_StandsBehindItsEntry()
    {
        Services.AddSingleton<INavCount>(new Waiting("reports", 3));
        Services.AddSingleton<INavCount>(new Waiting("figures", 0));
        Services.AddSingleton<INavCount>(new Waiting("users", 5));

        var count = Assert.Single(RailOf(Role.Leader).FindAll(".rail-count"));

        Assert.Equal("3", count.TextContent);
        Assert.Equal("/reports", count.Closest("a")!.GetAttribute("href"));
    }

    [Fact]
    public void Entry_OutsideTheCircuit_ReplacesTheWholePage()
    {
        var rail = RailOf(Role.Administrator);

        Assert.Equal("_top", rail.Find("a[href='/api']").GetAttribute("target"));
        Assert.Null(rail.Find("a[href='/admin/users']").GetAttribute("target"));
    }

    [Fact]
    public void Drawer_IsToldOfALinkThatWasFollowedAndOfNothingElse()
    {
        RailOf(Role.Leader);

        _browser.NavigateTo("live?unit=350103");
        Assert.Equal(0, _closings);

        _browser.FollowLink("reports");
        Assert.Equal(1, _closings);
    }

    private IRenderedComponent<Rail> RailOf(Role role)
    {
        _reader.SetPolicies([.. RolePermissions.Of(role), "signed-in"]);
        return Render<Rail>(p => p.AddCascadingValue<INavigationEventReceiver>(this));
    }

    private sealed class Waiting(string entry, int count) : INavCount
    {
        public string Entry => entry;

        public Task<int> CountAsync(Actor actor, CancellationToken cancellation = default) => Task.FromResult(count);
    }

    private sealed class Browser : NavigationManager
    {
        public Browser() => Initialize("http://localhost/", "http://localhost/");

        public void FollowLink(string path) => Go(path, isLink: true);

        protected override void NavigateToCore(string uri, NavigationOptions options) => Go(uri, isLink: false);

        private void Go(string path, bool isLink)
        {
            Uri = ToAbsoluteUri(path).ToString();
            NotifyLocationChanged(isLink);
        }
    }
}
