using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.Catalogue;
using Portal.Domain.Data;
using Portal.Domain.Shared;

namespace Portal.Domain.Access;

/// <summary>An API key as lists show it; the key itself is nowhere.</summary>
public sealed record ApiKeyRow(
    int Id,
    string Name,
    string Prefix,
    int UnitId,
    IReadOnlyList<string> Permissions,
    DateTimeOffset CreatedAt,
    DateTimeOffset? RevokedAt,
    DateTimeOffset? LastUsedAt
);

/// <summary>Creates, finds and revokes API keys.</summary>
public sealed class ApiKeyring(IDbContextFactory<PortalDb> databases, DistrictTime time, IReferenceReader references)
{
    /// <summary>How keys begin, so that one that lies about is recognised.</summary>
    public const string Start = "portal_";

    private const int RandomBytes = 32;
    private const int ShownCharacters = 13;

    public async Task<IReadOnlyList<ApiKeyRow>> ListAsync(Actor actor, CancellationToken cancellation = default)
    {
        actor.Demand(Permissions.KeysManage);
        await using var db = await databases.CreateDbContextAsync(cancellation);
        return [.. (await db.ApiKeys.AsNoTracking().OrderBy(k => k.Id).ToListAsync(cancellation)).Select(ToRow)];
    }

    /// <summary>Makes a key for the unit and what lies below it.</summary>
    /// <returns>The key: it is told this once and never again.</returns>
    /// <exception cref="ArgumentException">The name is empty or too long, the unit is unknown, or a permission is none a key may hold.</exception>
    public async Task<string> CreateAsync(
        Actor actor,
        string name,
        int unitId,
        IReadOnlyCollection<string> permissions,
        CancellationToken cancellation = default
    )
    {
        actor.Demand(Permissions.KeysManage);
        await CheckAsync(name, unitId, permissions, cancellation);
        var secret = Start + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(RandomBytes));
        await using var db = await databases.CreateDbContextAsync(cancellation);
        db.ApiKeys.Add(
            new ApiKey
            {
                Name = name.Trim(),
                SecretHash = Hash(secret),
                Prefix = secret[..ShownCharacters],
                UnitId = unitId,
                Permissions = string.Join(' ', permissions.Distinct().Order(StringComparer.Ordinal)),
                CreatedAt = time.Now,
            }
        );
        await db.SaveChangesAsync(cancellation);
        return secret;
    }

    /// <summary>Refuses the key from now on; doing it again changes nothing.</summary>
    public async Task RevokeAsync(Actor actor, int keyId, CancellationToken cancellation = default)
    {
        actor.Demand(Permissions.KeysManage);
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var now = time.Now;
        await db
            .ApiKeys.Where(k => k.Id == keyId && k.RevokedAt == null)
            .ExecuteUpdateAsync(k => k.SetProperty(x => x.RevokedAt, now), cancellation);
    }

    /// <summary>The actor behind a key, and a note of its use; null for an unknown or revoked one.</summary>
    public async Task<ApiKeyRow?> FindAsync(string secret, CancellationToken cancellation = default)
    {
        if (!secret.StartsWith(Start, StringComparison.Ordinal))
            return null;
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var hash = Hash(secret);
        var key = await db.ApiKeys.AsNoTracking().SingleOrDefaultAsync(k => k.SecretHash == hash && k.RevokedAt == null, cancellation);
        if (key is null)
            return null;
        await NoteUseAsync(db, key, cancellation);
        return ToRow(key);
    }

    // To the hour: a write for every call would cost more than the call.
    private async Task NoteUseAsync(PortalDb db, ApiKey key, CancellationToken cancellation)
    {
        var now = time.Now;
        var hour = now - TimeSpan.FromTicks(now.Ticks % TimeSpan.TicksPerHour);
        if (key.LastUsedAt >= hour)
            return;
        await db.ApiKeys.Where(k => k.Id == key.Id).ExecuteUpdateAsync(k => k.SetProperty(x => x.LastUsedAt, hour), cancellation);
    }

    private async Task CheckAsync(string name, int unitId, IReadOnlyCollection<string> permissions, CancellationToken cancellation)
    {
        if (string.IsNullOrWhiteSpace(name) || name.Length > 100)
            throw new ArgumentException("A key has a name of at most 100 characters.", nameof(name));
        if ((await references.GetAsync(cancellation)).Units.Find(unitId) is null)
            throw new ArgumentException("There is no such unit.", nameof(unitId));
        if (permissions.Count == 0)
            throw new ArgumentException("A key holds at least one permission.", nameof(permissions));
        if (permissions.FirstOrDefault(p => !Permissions.ForKeys.Contains(p)) is { } unknown)
        {
            throw new ArgumentException(
                $"A key cannot hold {unknown}; possible are {string.Join(", ", Permissions.ForKeys.Order(StringComparer.Ordinal))}.",
                nameof(permissions)
            );
        }
    }

    private static string Hash(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    private static ApiKeyRow ToRow(ApiKey key) =>
        new(key.Id, key.Name, key.Prefix, key.UnitId, key.Permissions.Split(' '), key.CreatedAt, key.RevokedAt, key.LastUsedAt);
}
