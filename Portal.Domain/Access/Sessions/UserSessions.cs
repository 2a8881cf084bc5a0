using Microsoft.EntityFrameworkCore;
using Portal.Domain.Data;

namespace Portal.Domain.Access.Sessions;

/// <summary>Stores the sessions of users, for all processes and over restarts: a cookie without a stored session is refused.</summary>
public sealed class UserSessions(IDbContextFactory<PortalDb> databases, TimeProvider clock)
{
    /// <summary>A session that was not used for so long is deleted; longer than any cookie is valid.</summary>
    public static readonly TimeSpan KeptFor = TimeSpan.FromDays(31);

    // More often would be a write for every check of every open page.
    private static readonly TimeSpan s_seenEvery = TimeSpan.FromMinutes(10);

    /// <summary>Begins a session, and deletes expired ones of the user.</summary>
    public async Task StartAsync(int userId, string session, string address, string browser)
    {
        var now = clock.GetUtcNow();
        var expired = now - KeptFor;
        await using var db = await databases.CreateDbContextAsync();
        await db.UserSessions.Where(s => s.UserId == userId && s.SeenAt < expired).ExecuteDeleteAsync();
        db.UserSessions.Add(
            new()
            {
                Id = session,
                UserId = userId,
                StartedAt = now,
                SeenAt = now,
                Address = Cut(address, UserSession.AddressLength),
                Browser = Cut(browser, UserSession.BrowserLength),
            }
        );
        await db.SaveChangesAsync();
    }

    /// <summary>Whether the user's session has begun and not ended; it then counts as used now.</summary>
    public async Task<bool> IsOpenAsync(int userId, string session)
    {
        var now = clock.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync();
        var seen = await db
            .UserSessions.Where(s => s.Id == session && s.UserId == userId)
            .Select(s => (DateTimeOffset?)s.SeenAt)
            .SingleOrDefaultAsync();
        if (seen < now - s_seenEvery)
            await db.UserSessions.Where(s => s.Id == session).ExecuteUpdateAsync(s => s.SetProperty(x => x.SeenAt, now));
        return seen is not null;
    }

    /// <summary>The user's sessions, the latest used first.</summary>
    /// <param name="userId">The user's number.</param>
    /// <param name="idle">The time after which an unused session has ended by itself.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public async Task<IReadOnlyList<UserSession>> ListAsync(int userId, TimeSpan idle, CancellationToken cancellation = default)
    {
        var since = clock.GetUtcNow() - idle - s_seenEvery;
        await using var db = await databases.CreateDbContextAsync(cancellation);
        return await db
            .UserSessions.AsNoTracking()
            .Where(s => s.UserId == userId && s.SeenAt >= since)
            .OrderByDescending(s => s.SeenAt)
            .ThenByDescending(s => s.StartedAt)
            .ToListAsync(cancellation);
    }

    /// <summary>Ends the session; ending it again changes nothing.</summary>
    public async Task EndAsync(int userId, string session)
    {
        await using var db = await databases.CreateDbContextAsync();
        await db.UserSessions.Where(s => s.Id == session && s.UserId == userId).ExecuteDeleteAsync();
    }

    /// <summary>Ends all sessions of the user.</summary>
    /// <param name="userId">The user's number.</param>
    /// <param name="except">The session that goes on; null for none.</param>
    /// <returns>The names of the ended sessions.</returns>
    public async Task<IReadOnlyList<string>> EndAllAsync(int userId, string? except = null)
    {
        await using var db = await databases.CreateDbContextAsync();
        var ended = await db.UserSessions.Where(s => s.UserId == userId && s.Id != except).Select(s => s.Id).ToListAsync();
        await db.UserSessions.Where(s => ended.Contains(s.Id)).ExecuteDeleteAsync();
        return ended;
    }

    private static string Cut(string text, int most) => text.Length > most ? text[..most] : text;
}
