using System.Globalization;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Portal.Access;
using Portal.Circuits;
using Portal.Domain.Access;
using Portal.Domain.Shared;
using Portal.Domain.Signals;
using Portal.Live;
using Portal.Live.Snapshots;
using Portal.Live.Views;
using Portal.Tests.Demonstration;
using Portal.Tests.Support;

namespace Portal.Tests.Live;

/// <summary>A page of live figures is rendered for a request, and a moment later once more by the circuit that continues it.</summary>
public sealed class LiveOpeningTests : PortalTestContext
{
    private const string Address = $"/live?unit={SampleData.District}&from=2014-01&to=2014-10";
    private readonly FakeFigures _figures = new();
    private readonly MetricsFeed _feed;

    public LiveOpeningTests()
    {
        var time = new DistrictTime(SampleData.Shanghai, Clock);
        var reader = new LiveReader(_figures, _figures, _figures, _figures, Clock);
        _feed = new(_figures, new NotificationHealth(), new WakeSignals(), Clock, new LiveOptions(), NullLogger<MetricsFeed>.Instance);
        _feed.Folded(1);
        Services.AddSingleton(_feed);
        Services.AddSingleton(new LiveResolver(_figures, reader, time));
        Services.AddSingleton(new LiveSnapshotCache(reader, _feed, _figures, time, Clock));
        Services.AddSingleton<PushLimiter>();
        Services.AddScoped<CurrentActor>();
        Services.AddSingleton<AuthenticationStateProvider>(new Leader());
    }

    [Fact]
    public void Circuit_BeginsWithWhatTheRequestShowed_HoweverSlowTheStore()
    {
        var opening = Services.GetRequiredService<PrerenderHandover>();
        Services.GetRequiredService<NavigationManager>().NavigateTo(Address);
        opening.Keep("ticket", "leader");
        SetRendererInfo(new RendererInfo("Static", isInteractive: false));
        var request = Render<Probe>();
        request.WaitForAssertion(() => Assert.Equal("台江区: 10", request.Markup));

        _figures.Gate = new TaskCompletionSource().Task; // the store does not answer any more
        _feed.Folded(2); // and there are newer figures
        opening.BeginCircuit("ticket", "leader");
        SetRendererInfo(new RendererInfo("Server", isInteractive: true));
        var page = Render<Probe>();

        Assert.Equal("台江区: 10", page.Instance.First);
    }

    /// <summary>Records its first rendering.</summary>
    private sealed class Probe : LiveComponent
    {
        public string? First { get; private set; }

        protected override void BuildRenderTree(RenderTreeBuilder builder)
        {
            var shown = string.Create(CultureInfo.InvariantCulture, $"{View?.Unit.Name}: {Snapshot?.Current?.Cohort.Accepted}");
            First ??= shown;
            builder.AddContent(0, shown);
        }
    }

    private sealed class Leader : AuthenticationStateProvider
    {
        public override Task<AuthenticationState> GetAuthenticationStateAsync() =>
            Task.FromResult(new AuthenticationState(Actors.SignedIn("leader", Role.Leader, SampleData.DistrictId)));
    }
}
