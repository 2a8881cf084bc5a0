using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.Data;

namespace Portal.Access;

/// <summary>Sessions that were signed out. Their cookies and circuits end: in this process at once, in others when these look again.</summary>
public sealed class EndedSessions(IDbContextFactory<PortalDb> databases, TimeProvider clock)
{
    /// <summary>The claim that names the session; another one with every sign-in.</summary>
    public const string Claim = "portal:session";

    private const string Kept = "Portal.Ended";

    // By then no cookie of the session is good any more: nothing lengthens it once it was signed out.
    private static readonly TimeSpan s_kept = TimeSpan.FromHours(13);

    private readonly ConcurrentDictionary<string, DateTimeOffset> _ended = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<Watcher, string> _watchers = new();

    /// <summary>Calls <paramref name="ended"/> once when the session is signed out in this process, at once when it was already.</summary>
    public IDisposable Watch(string session, Action ended)
    {
        var watcher = new Watcher(this, ended);
        _watchers[watcher] = session;
        if (_ended.ContainsKey(session)) watcher.Tell();
        return watcher;
    }

    /// <summary>Ends the session of the user, here and, by a row, everywhere and after a restart.</summary>
    public async Task EndAsync(int userId, string session)
    {
        var now = clock.GetUtcNow();
        foreach (var (old, at) in _ended) if (at + s_kept < now) _ended.TryRemove(old, out _);
        if (!_ended.TryAdd(session, now)) return;
        foreach (var (watcher, watched) in _watchers) if (watched == session) watcher.Tell();
        await KeepAsync(userId, session, now);
    }

    /// <summary>Whether it was signed out in this process.</summary>
    public bool HasEndedHere(ClaimsPrincipal? user) => user?.FindFirstValue(Claim) is { } session && _ended.ContainsKey(session);

    /// <summary>Whether it was signed out in any process.</summary>
    public async Task<bool> HasEndedAsync(int userId, string session)
    {
        if (_ended.ContainsKey(session)) return true;
        await using var db = await databases.CreateDbContextAsync();
        return await db.UserTokens.AnyAsync(t => t.UserId == userId && t.LoginProvider == Kept && t.Name == session);
    }

    private async Task KeepAsync(int userId, string session, DateTimeOffset now)
    {
        await using var db = await databases.CreateDbContextAsync();
        var kept = await db.UserTokens.Where(t => t.UserId == userId && t.LoginProvider == Kept).ToListAsync();
        db.UserTokens.RemoveRange(kept.Where(t => DateTimeOffset.Parse(t.Value!, CultureInfo.InvariantCulture) + s_kept < now));
        if (!kept.Exists(t => t.Name == session))
        {
            db.UserTokens.Add(new IdentityUserToken<int> { UserId = userId, LoginProvider = Kept, Name = session, Value = now.ToString("O", CultureInfo.InvariantCulture) });
        }
        await db.SaveChangesAsync();
    }

    private sealed class Watcher(EndedSessions sessions, Action ended) : IDisposable
    {
        public void Tell()
        {
            if (sessions._watchers.TryRemove(this, out _)) ended();
        }

        public void Dispose() => sessions._watchers.TryRemove(this, out _);
    }
}
