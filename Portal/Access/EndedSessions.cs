using System.Collections.Concurrent;
using System.Security.Claims;
using Portal.Domain.Access.Sessions;

namespace Portal.Access;

/// <summary>
/// Sessions that were signed out. Their cookies and circuits end: in this process at once, in others at their next check.
/// </summary>
public sealed class EndedSessions(UserSessions everywhere, TimeProvider clock)
{
    // After the next check of its cookies and circuits, the stored sessions alone tell.
    private static readonly TimeSpan s_kept = TimeSpan.FromHours(1);

    /// <summary>The claim with the session's name; new at every sign-in.</summary>
    public const string Claim = "portal:session";

    private readonly ConcurrentDictionary<string, DateTimeOffset> _ended = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<Watcher, string> _watchers = new();

    /// <summary>Calls <paramref name="ended"/> once when the session is signed out in this process; at once when it is already.</summary>
    public IDisposable Watch(string session, Action ended)
    {
        var watcher = new Watcher(this, ended);
        _watchers[watcher] = session;
        if (_ended.ContainsKey(session))
            watcher.Notify();
        return watcher;
    }

    /// <summary>Ends the user's session in this process and, since its row is deleted, in all others and after a restart.</summary>
    public async Task EndAsync(int userId, string session)
    {
        Notify([session]);
        await everywhere.EndAsync(userId, session);
    }

    /// <summary>Ends all sessions of the user, but the one that goes on, if any.</summary>
    public async Task EndAllAsync(int userId, string? except = null) => Notify(await everywhere.EndAllAsync(userId, except));

    /// <summary>Whether the session was signed out in this process.</summary>
    public bool HasEndedHere(ClaimsPrincipal? user) => user?.FindFirstValue(Claim) is { } session && _ended.ContainsKey(session);

    /// <summary>Whether the session was signed out in any process.</summary>
    public async Task<bool> HasEndedAsync(int userId, string session) =>
        _ended.ContainsKey(session) || !await everywhere.IsOpenAsync(userId, session);

    private void Notify(IReadOnlyCollection<string> sessions)
    {
        var now = clock.GetUtcNow();
        foreach (var (old, at) in _ended)
            if (at + s_kept < now)
                _ended.TryRemove(old, out _);
        foreach (var session in sessions)
            _ended.TryAdd(session, now);
        foreach (var (watcher, watched) in _watchers)
            if (sessions.Contains(watched))
                watcher.Notify();
    }

    private sealed class Watcher(EndedSessions sessions, Action ended) : IDisposable
    {
        public void Notify()
        {
            if (sessions._watchers.TryRemove(this, out _))
                ended();
        }

        public void Dispose() => sessions._watchers.TryRemove(this, out _);
    }
}
