using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Portal.Access;
using Portal.Domain.Access;
using Portal.Domain.Shared;
using Portal.Tests.Support;

namespace Portal.Tests.Access;

/// <summary>The authentication state of one open circuit, checked by a clock of its own that no other loop of the portal uses.</summary>
internal sealed class OpenWindow : IAsyncDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly AuthenticationStateProvider _state;
    private readonly CurrentActor _actor;

    private OpenWindow(AuthenticationStateProvider state, WatchedClock clock, DistrictTime time, ClaimsPrincipal principal)
    {
        (_state, _actor, Clock, Principal) = (state, new(state, time), clock, principal);
        ((IHostEnvironmentAuthenticationStateProvider)state).SetAuthenticationState(Task.FromResult(new AuthenticationState(principal)));
        state.AuthenticationStateChanged += _ => _ended.TrySetResult();
    }

    public WatchedClock Clock { get; }

    /// <summary>The claims with which the circuit was opened.</summary>
    public ClaimsPrincipal Principal { get; }

    /// <summary>Opens one with the claims that the user's cookie would carry now.</summary>
    public static async Task<OpenWindow> OpenAsync(PortalInstance portal, string userName)
    {
        await using var scope = portal.Services.CreateAsyncScope();
        var services = scope.ServiceProvider;
        var user = await services.GetRequiredService<UserManager<PortalUser>>().FindByNameAsync(userName);
        var principal = await services.GetRequiredService<IUserClaimsPrincipalFactory<PortalUser>>().CreateAsync(user!);
        var clock = new WatchedClock();
        var time = new DistrictTime(SampleData.Shanghai, clock);
        var registered = services.GetRequiredService<AuthenticationStateProvider>().GetType();
        var state = (AuthenticationStateProvider)ActivatorUtilities.CreateInstance(portal.Services, registered, clock, time);
        return new(state, clock, time, principal);
    }

    /// <summary>The sign-in name; null once the circuit was signed out.</summary>
    public async Task<string?> UserAsync() => (await _state.GetAuthenticationStateAsync()).User.Identity!.Name;

    public ValueTask<Actor> ActorAsync() => _actor.GetAsync();

    /// <summary>Returns when the circuit was signed out.</summary>
    public Task EndedAsync() => _ended.Task.WaitAsync(s_patience, TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync()
    {
        ((IDisposable)_state).Dispose();
        return ValueTask.CompletedTask;
    }
}
