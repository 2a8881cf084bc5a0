using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Portal.Domain.Shared;

namespace Portal.Access;

/// <summary>Asks again and again whether the user of an open circuit may still be in; a circuit would else keep its first answer for ever. When its session is signed out in another window, it ends at once.</summary>
internal sealed class CircuitRevalidation : RevalidatingServerAuthenticationStateProvider
{
    /// <summary>How soon a disabled user is out, for cookies and circuits alike: within a minute, the check itself included.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(55);

    private readonly IServiceScopeFactory _scopes;
    private readonly EndedSessions _sessions;
    private readonly DistrictTime _time;
    private IDisposable? _watch;

    public CircuitRevalidation(ILoggerFactory loggers, IServiceScopeFactory scopes, EndedSessions sessions, DistrictTime time)
        : base(loggers)
    {
        (_scopes, _sessions, _time) = (scopes, sessions, time);
        AuthenticationStateChanged += state => _ = WatchAsync(state);
    }

    protected override TimeSpan RevalidationInterval => Interval;

    protected override async Task<bool> ValidateAuthenticationStateAsync(
        AuthenticationState authenticationState,
        CancellationToken cancellationToken
    ) => await IsGoodAsync(authenticationState.User);

    protected override void Dispose(bool disposing)
    {
        _watch?.Dispose();
        base.Dispose(disposing);
    }

    private async Task<bool> IsGoodAsync(ClaimsPrincipal user)
    {
        // What the pages hold was read with the rights of then.
        if (PortalClaims.HasEndedGrant(user, _time.Today))
            return false;
        await using var scope = _scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<PortalSignInManager>().ValidateSecurityStampAsync(user) is not null;
    }

    private async Task WatchAsync(Task<AuthenticationState> state)
    {
        var session = (await state).User.FindFirstValue(EndedSessions.Claim);
        _watch?.Dispose();
        _watch = session is null ? null : _sessions.Watch(session, End);
    }

    private void End() => SetAuthenticationState(Task.FromResult(new AuthenticationState(new ClaimsPrincipal(new ClaimsIdentity()))));
}
