using System.Globalization;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.Data;

namespace Portal.Domain.Access;

/// <summary>Remembers which sessions were signed out, for all processes and over restarts, as long as a cookie of theirs could still be good.</summary>
public sealed class SignedOutSessions(IDbContextFactory<PortalDb> databases, TimeProvider clock)
{
    /// <summary>By then no cookie of the session is good any more: nothing lengthens it once it was signed out.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromHours(13);

    private const string Mark = "Portal.Ended";

    public async Task<bool> ContainsAsync(int userId, string session)
    {
        await using var db = await databases.CreateDbContextAsync();
        return await db.UserTokens.AnyAsync(t => t.UserId == userId && t.LoginProvider == Mark && t.Name == session);
    }

    /// <summary>Adds it, and drops the user's that are past their time. Adding it again changes nothing.</summary>
    public async Task AddAsync(int userId, string session)
    {
        var now = clock.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync();
        var known = await db.UserTokens.Where(t => t.UserId == userId && t.LoginProvider == Mark).ToListAsync();
        db.UserTokens.RemoveRange(known.Where(t => DateTimeOffset.Parse(t.Value!, CultureInfo.InvariantCulture) + Kept < now));
        if (!known.Exists(t => t.Name == session))
        {
            db.UserTokens.Add(
                new IdentityUserToken<int>
                {
                    UserId = userId,
                    LoginProvider = Mark,
                    Name = session,
                    Value = now.ToString("O", CultureInfo.InvariantCulture),
                }
            );
        }
        await db.SaveChangesAsync();
    }
}
