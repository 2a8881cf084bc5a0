using System.Collections.Concurrent;
using System.Security.Claims;
using Portal.Domain.Access;

namespace Portal.Access;

/// <summary>Sessions that were signed out. Their cookies and circuits end: in this process at once, in others when these look again.</summary>
public sealed class EndedSessions(SignedOutSessions everywhere, TimeProvider clock)
{
    /// <summary>The claim that names the session; another one with every sign-in.</summary>
    public const string Claim = "portal:session";

    private readonly ConcurrentDictionary<string, DateTimeOffset> _ended = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<Watcher, string> _watchers = new();

    /// <summary>Calls <paramref name="ended"/> once when the session is signed out in this process, at once when it was already.</summary>
    public IDisposable Watch(string session, Action ended)
    {
        var watcher = new Watcher(this, ended);
        _watchers[watcher] = session;
        if (_ended.ContainsKey(session))
            watcher.Tell();
        return watcher;
    }

    /// <summary>Ends the session of the user, here and, by a row, everywhere and after a restart.</summary>
    public async Task EndAsync(int userId, string session)
    {
        var now = clock.GetUtcNow();
        foreach (var (old, at) in _ended)
            if (at + SignedOutSessions.Kept < now)
                _ended.TryRemove(old, out _);
        if (!_ended.TryAdd(session, now))
            return;
        foreach (var (watcher, watched) in _watchers)
            if (watched == session)
                watcher.Tell();
        await everywhere.AddAsync(userId, session);
    }

    /// <summary>Whether it was signed out in this process.</summary>
    public bool HasEndedHere(ClaimsPrincipal? user) => user?.FindFirstValue(Claim) is { } session && _ended.ContainsKey(session);

    /// <summary>Whether it was signed out in any process.</summary>
    public async Task<bool> HasEndedAsync(int userId, string session) =>
        _ended.ContainsKey(session) || await everywhere.ContainsAsync(userId, session);

    private sealed class Watcher(EndedSessions sessions, Action ended) : IDisposable
    {
        public void Tell()
        {
            if (sessions._watchers.TryRemove(this, out _))
                ended();
        }

        public void Dispose() => sessions._watchers.TryRemove(this, out _);
    }
}
