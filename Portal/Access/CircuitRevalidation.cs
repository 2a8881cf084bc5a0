using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Portal.Access.Limits;
using Portal.Domain.Data.Faults;
using Portal.Domain.Shared;

namespace Portal.Access;

/// <summary>
/// Checks at an interval, and when a grant ends, whether the user of an open circuit still has access and uses any window; else signs the
/// circuit out.
/// </summary>
/// <remarks>
/// A circuit would otherwise keep its first answer for ever. When its session is signed out in another window, it ends at once.
/// The framework's own base class uses the machine's clock, which a test cannot set.
/// </remarks>
internal sealed class CircuitRevalidation : ServerAuthenticationStateProvider, IDisposable
{
    /// <summary>The longest access of a disabled user, by cookie or circuit: one minute, including the check.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(55);

    private readonly IServiceScopeFactory _scopes;
    private readonly EndedSessions _sessions;
    private readonly SessionInputs _inputs;
    private readonly IdleTimes _idle;
    private readonly DistrictTime _time;
    private readonly TimeProvider _clock;
    private readonly ILogger<CircuitRevalidation> _log;
    private readonly CancellationTokenSource _closed = new();
    private readonly CancellationToken _stop;
    private IDisposable? _watch;
    private volatile int _turn;

    public CircuitRevalidation(
        IServiceScopeFactory scopes,
        EndedSessions sessions,
        SessionInputs inputs,
        IdleTimes idle,
        DistrictTime time,
        TimeProvider clock,
        ILogger<CircuitRevalidation> log
    )
    {
        (_scopes, _sessions, _inputs, _idle) = (scopes, sessions, inputs, idle);
        (_time, _clock, _log, _stop) = (time, clock, log, _closed.Token);
        AuthenticationStateChanged += state => _ = FollowAsync(state);
    }

    public void Dispose()
    {
        _watch?.Dispose();
        _closed.Cancel();
        _closed.Dispose();
    }

    /// <summary>Watches one user until the circuit closes, the user is signed out, or another state replaces this one.</summary>
    private async Task FollowAsync(Task<AuthenticationState> state)
    {
        var turn = Interlocked.Increment(ref _turn);
        try
        {
            var user = (await state).User;
            WatchSession(user);
            if (user.Identity is not { IsAuthenticated: true })
                return;
            do await Task.Delay(UntilNextCheck(user), _clock, _stop);
            while (turn == _turn && await IsGoodAsync(user));
            if (turn == _turn)
                End();
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The circuit closed.
        }
        catch (Exception problem) when (problem is not OutOfMemoryException)
        {
            _log.LogError(problem, "A circuit could not be checked, so it ends.");
            End();
        }
    }

    /// <summary>The interval, or less when a grant ends before it is over: at midnight in the district.</summary>
    private TimeSpan UntilNextCheck(ClaimsPrincipal user)
    {
        var now = _time.Now;
        if (PortalClaims.FirstEndOf(user) is not { } lastDay || lastDay != _time.DayOf(now))
            return Interval;
        var left = _time.StartOf(lastDay.AddDays(1)) - now;
        return left < Interval ? left : Interval;
    }

    private async Task<bool> IsGoodAsync(ClaimsPrincipal user)
    {
        // The pages hold data that were read with the rights of that time.
        if (PortalClaims.FirstEndOf(user) < _time.Today || IsIdle(user))
            return false;
        await using var scope = _scopes.CreateAsyncScope();
        try
        {
            return await scope.ServiceProvider.GetRequiredService<PortalSignInManager>().ValidateSecurityStampAsync(user) is not null;
        }
        catch (Exception failing) when (StorageFaults.Of(failing) is not null)
        {
            // The page keeps what it shows; it is asked again at the next check.
            return true;
        }
    }

    private bool IsIdle(ClaimsPrincipal user) =>
        user.FindFirstValue(EndedSessions.Claim) is { } session && _idle.Of(user) is { } most && _inputs.IsIdle(session, most);

    private void WatchSession(ClaimsPrincipal user)
    {
        _watch?.Dispose();
        _watch = user.FindFirstValue(EndedSessions.Claim) is { } session ? _sessions.Watch(session, End) : null;
    }

    private void End() => SetAuthenticationState(Task.FromResult(new AuthenticationState(new ClaimsPrincipal(new ClaimsIdentity()))));
}
