using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.Access.Sources;
using Portal.Domain.Catalogue;
using Portal.Domain.Data;
using Portal.Domain.Data.Faults;
using Portal.Domain.Data.Queries;
using Portal.Domain.Organisation;
using Portal.Domain.Shared;

namespace Portal.Domain.Access;

/// <summary>An API key as lists show it, without its secret.</summary>
public sealed record ApiKeyRow(
    int Id,
    string Name,
    string Prefix,
    int UnitId,
    IReadOnlyList<string> Permissions,
    DateTimeOffset CreatedAt,
    DateTimeOffset? RevokedAt,
    DateTimeOffset? LastUsedAt
)
{
    /// <summary>The names of sources to which the key is bound; none means that it is bound to no name.</summary>
    public IReadOnlyList<BoundSource> Sources { get; init; } = [];
}

/// <summary>Creates, finds and revokes API keys. An actor manages those of the units for which it has the permission.</summary>
public sealed class ApiKeyring(IDbContextFactory<PortalDb> databases, DistrictTime time, IReferenceReader references, WriteGate gate)
{
    private static readonly TimeSpan s_noteUseEvery = TimeSpan.FromHours(1);

    private static readonly CompiledQuery<string, ApiKey> s_valid = new(
        (db, hash) => db.ApiKeys.AsNoTracking().Include(k => k.Sources).Where(k => k.SecretHash == hash && k.RevokedAt == null)
    );

    /// <summary>The beginning of every key, by which a leaked one is recognised.</summary>
    public const string KeyPrefix = "portal_";

    private const int RandomBytes = 32;
    private const int ShownCharacters = 13;

    /// <summary>The keys that the actor manages, in the order in which they were made.</summary>
    public async Task<IReadOnlyList<ApiKeyRow>> ListAsync(Actor actor, CancellationToken cancellation = default)
    {
        actor.Demand(Permissions.KeysManage);
        var units = (await references.GetAsync(cancellation)).Units;
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var keys = await db.ApiKeys.AsNoTracking().Include(k => k.Sources).OrderBy(k => k.Id).ToListAsync(cancellation);
        return [.. keys.Where(key => Manages(actor, units, key.UnitId)).Select(ToRow)];
    }

    /// <summary>Makes a key for the unit and all below it, bound to no name of a source.</summary>
    /// <inheritdoc cref="CreateAsync(Actor, string, int, IReadOnlyCollection{string}, IReadOnlyCollection{string}, CancellationToken)"/>
    public Task<string> CreateAsync(
        Actor actor,
        string name,
        int unitId,
        IReadOnlyCollection<string> permissions,
        CancellationToken cancellation = default
    ) => CreateAsync(actor, name, unitId, permissions, [], cancellation);

    /// <summary>Makes a key for the unit and all below it, bound to names of sources: it sends records under them alone.</summary>
    /// <returns>The key. It is shown this once and not stored.</returns>
    /// <exception cref="ArgumentException">
    /// The name is empty or too long, the unit is unknown or out of the actor's scope, no key may hold one of the permissions, or no source
    /// can have one of the names.
    /// </exception>
    /// <exception cref="SourceHeldException">A unit outside the actor's scope holds one of the names of sources.</exception>
    public async Task<string> CreateAsync(
        Actor actor,
        string name,
        int unitId,
        IReadOnlyCollection<string> permissions,
        IReadOnlyCollection<string> sources,
        CancellationToken cancellation = default
    )
    {
        actor.Demand(Permissions.KeysManage);
        var units = (await references.GetAsync(cancellation)).Units;
        Check(actor, name, unitId, permissions, units);
        var names = CleanNames(sources);
        var secret = KeyPrefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(RandomBytes));
        await using var db = await databases.CreateDbContextAsync(cancellation);
        // The lane in which imports claim names.
        await using var transaction = await gate.BeginAsync(db, WriteLane.Records, cancellation);
        var claim = new SourceClaim(units, time.Now, time.Today, actor.Name);
        var scopes = (actor.ScopeFor(Permissions.KeysManage), UnitScope.Below(unitId));
        var key = new ApiKey
        {
            Name = name.Trim(),
            SecretHash = Hash(secret),
            Prefix = secret[..ShownCharacters],
            UnitId = unitId,
            Permissions = string.Join(' ', permissions.Distinct().Order(StringComparer.Ordinal)),
            CreatedAt = time.Now,
        };
        key.Sources.AddRange(await SourceNames.BindAsync(db, names, scopes, claim, cancellation));
        db.ApiKeys.Add(key);
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return secret;
    }

    /// <summary>Revokes the key; revoking it again changes nothing.</summary>
    /// <returns>False when there is no such key, or its unit is out of the actor's scope.</returns>
    public async Task<bool> RevokeAsync(Actor actor, int keyId, CancellationToken cancellation = default)
    {
        actor.Demand(Permissions.KeysManage);
        var units = (await references.GetAsync(cancellation)).Units;
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var unit = await db.ApiKeys.Where(k => k.Id == keyId).Select(k => (int?)k.UnitId).SingleOrDefaultAsync(cancellation);
        if (unit is not { } unitId || !Manages(actor, units, unitId))
            return false;
        var now = time.Now;
        await db
            .ApiKeys.Where(k => k.Id == keyId && k.RevokedAt == null)
            .ExecuteUpdateAsync(k => k.SetProperty(x => x.RevokedAt, now), cancellation);
        return true;
    }

    /// <summary>Finds a key and notes its use; null for an unknown or revoked key.</summary>
    public async Task<ApiKeyRow?> FindAsync(string secret, CancellationToken cancellation = default)
    {
        if (!secret.StartsWith(KeyPrefix, StringComparison.Ordinal))
            return null;
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var hash = Hash(secret);
        var key = await s_valid.RunAsync(db, hash).SingleOrDefaultAsync(cancellation);
        if (key is null)
            return null;
        await NoteUseAsync(db, key, cancellation);
        return ToRow(key);
    }

    // At most once an hour: a write for every call would cost more than the call.
    private async Task NoteUseAsync(PortalDb db, ApiKey key, CancellationToken cancellation)
    {
        var now = time.Now;
        // A time ahead was noted before the clock was set back.
        if (key.LastUsedAt is { } noted && noted <= now && now - noted < s_noteUseEvery)
            return;
        try
        {
            await db.ApiKeys.Where(k => k.Id == key.Id).ExecuteUpdateAsync(k => k.SetProperty(x => x.LastUsedAt, now), cancellation);
        }
        catch (Exception failing) when (StorageFaults.Of(failing) is not null)
        {
            // A full disk must not block callers that only read.
        }
    }

    private bool Manages(Actor actor, UnitTree units, int unitId) =>
        actor.ScopeFor(Permissions.KeysManage).Contains(units, unitId, time.Today);

    private static List<string> CleanNames(IReadOnlyCollection<string> sources)
    {
        if (sources.Select(SourceRefusal.OfName).FirstOrDefault(refusal => refusal is not null) is { } refused)
            throw new ArgumentException(refused.Text, nameof(sources));
        return [.. sources.Select(source => SourceName.Clean(source)!).Distinct(StringComparer.Ordinal)];
    }

    private void Check(Actor actor, string name, int unitId, IReadOnlyCollection<string> permissions, UnitTree units)
    {
        if (string.IsNullOrWhiteSpace(name) || name.Length > 100)
            throw new ArgumentException("A key has a name of at most 100 characters.", nameof(name));
        if (units.Find(unitId) is null || !Manages(actor, units, unitId))
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
        new(key.Id, key.Name, key.Prefix, key.UnitId, key.Permissions.Split(' '), key.CreatedAt, key.RevokedAt, key.LastUsedAt)
        {
            Sources = [.. key.Sources.Select(s => new BoundSource(s.Name, s.HolderId))],
        };
}
