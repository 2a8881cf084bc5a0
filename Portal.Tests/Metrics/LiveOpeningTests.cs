using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Portal.Access;
using Portal.Domain.Access;
using Portal.Domain.Metrics;
using Portal.Domain.Organisation;
using Portal.Domain.Shared;
using Portal.Live;
using Portal.Metrics;
using Portal.Tests.Live;
using Portal.Tests.Support;

namespace Portal.Tests.Metrics;

/// <summary>A page of live figures is rendered for a request, and a moment later once more by the circuit that takes it up.</summary>
public sealed class LiveOpeningTests : PortalTestContext
{
    private const string Address = $"/live?unit={SampleData.District}&from=2014-01&to=2014-10";
    private static readonly Actor s_leader = new("leader", "leader", Role.Leader, UnitScope.Below(SampleData.DistrictId), RolePermissions.Of(Role.Leader));
    private readonly FakeFigures _figures = new();
    private readonly MetricsFeed _feed;
    private readonly LiveResolver _resolver;
    private readonly LiveViews _views;

    public LiveOpeningTests()
    {
        var time = new DistrictTime(SampleData.Shanghai, Clock);
        var reader = new LiveReader(_figures, _figures, _figures, _figures, Clock);
        _feed = new(_figures, new NewsReach(), Clock, Options.Create(new LiveOptions()), NullLogger<MetricsFeed>.Instance);
        _feed.Folded(1);
        Services.AddSingleton(_feed);
        Services.AddSingleton(_resolver = new(_figures, reader, time, Clock));
        Services.AddSingleton(_views = new(reader, _feed, _figures, time, Clock));
        Services.AddSingleton<PushTurns>();
        Services.AddScoped<CurrentActor>();
        Services.AddSingleton<AuthenticationStateProvider>(new Leader());
        SetRendererInfo(new RendererInfo("Server", isInteractive: true));
    }

    [Fact]
    public async Task Circuit_BeginsWithWhatTheRequestShowed_HoweverSlowTheStore()
    {
        var view = await _resolver.OpenAsync(LiveAddress.Parse(Address), s_leader, Token);
        await _views.GetAsync(view!.Key, s_leader, Token);
        _figures.Gate = new TaskCompletionSource().Task; // the store answers nobody any more

        Services.GetRequiredService<NavigationManager>().NavigateTo(Address);
        var page = Render<Probe>();

        Assert.Equal("台江区: 10", page.Instance.First);
    }

    [Fact]
    public async Task Opening_IsForThoseWithTheSameRightsAndNotForLong()
    {
        var address = LiveAddress.Parse(Address);
        var view = await _resolver.OpenAsync(address, s_leader, Token);

        Assert.Same(view, _resolver.Opening(address, s_leader));
        Assert.Null(_resolver.Opening(address with { Unit = SampleData.Street }, s_leader));
        Assert.Null(_resolver.Opening(address, s_leader with { Scope = UnitScope.Below(SampleData.StreetId) }));
        Assert.Throws<PermissionDeniedException>(() => _resolver.Opening(address, Actor.Nobody));
        Clock.Advance(LiveViews.KeptUnwatched + TimeSpan.FromSeconds(1));
        Assert.Null(_resolver.Opening(address, s_leader));
    }

    private static CancellationToken Token => Xunit.TestContext.Current.CancellationToken;

    /// <summary>Tells what it was when it was first rendered.</summary>
    private sealed class Probe : LiveComponent
    {
        public string? First { get; private set; }

        protected override void BuildRenderTree(RenderTreeBuilder builder) =>
            First ??= string.Create(CultureInfo.InvariantCulture, $"{View?.Unit.Name}: {Snapshot?.Current?.Cohort.Accepted}");
    }

    private sealed class Leader : AuthenticationStateProvider
    {
        public override Task<AuthenticationState> GetAuthenticationStateAsync() => Task.FromResult(new AuthenticationState(new ClaimsPrincipal(new ClaimsIdentity(
            [new(ClaimTypes.Name, "leader"), new(ClaimTypes.Role, nameof(Role.Leader)), new(PortalClaims.Unit, SampleData.DistrictId.ToString(CultureInfo.InvariantCulture))], "test"))));
    }
}
