using Microsoft.EntityFrameworkCore;
using Portal.Domain.Access.Sources;
using Portal.Domain.Catalogue;
using Portal.Domain.Data;
using Portal.Domain.Organisation;
using Portal.Domain.Shared;

namespace Portal.Domain.Access;

/// <summary>A name of a source as lists show it.</summary>
/// <param name="UnitId">The holder; null for the portal as a whole.</param>
public sealed record SourceNameRow(string Name, int? UnitId, DateTimeOffset ChangedAt, string ChangedBy);

/// <summary>Lists and assigns the names under which systems send records. The first sender claims a name that nobody holds.</summary>
public sealed class SourceNames(IDbContextFactory<PortalDb> databases, WriteGate gate, IReferenceReader references, DistrictTime time)
{
    /// <summary>The names whose holders are within the actor's scope, in order.</summary>
    /// <exception cref="PermissionDeniedException">The actor manages no names of sources.</exception>
    public async Task<IReadOnlyList<SourceNameRow>> ListAsync(Actor actor, CancellationToken cancellation = default)
    {
        actor.Demand(Permissions.SourcesManage);
        var (scope, units) = (actor.ScopeFor(Permissions.SourcesManage), (await references.GetAsync(cancellation)).Units);
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var names = await db.SourceNames.AsNoTracking().ToListAsync(cancellation);
        return
        [
            .. names
                .Where(name => SourceName.IsHeldWithin(scope, name.UnitId, units, time.Today))
                .OrderBy(name => name.Name, StringComparer.Ordinal)
                .Select(name => new SourceNameRow(name.Name, name.UnitId, name.ChangedAt, name.ChangedBy)),
        ];
    }

    /// <summary>
    /// Assigns the name to the unit, also before anybody has used it. Senders outside the unit are refused from then on, and the new holder
    /// may correct every record under the name.
    /// </summary>
    /// <param name="actor">Assigns names whose holders are within the actor's scope, to units within it.</param>
    /// <param name="name">The name; it is cleaned as in records.</param>
    /// <param name="unitId">Null assigns it to the portal as a whole, which needs a scope of all units.</param>
    /// <param name="cancellation">Ends the attempt.</param>
    /// <returns>Null when it was done.</returns>
    /// <exception cref="PermissionDeniedException">The actor manages no names of sources.</exception>
    public async Task<Refusal?> AssignAsync(Actor actor, string name, int? unitId, CancellationToken cancellation = default)
    {
        actor.Demand(Permissions.SourcesManage);
        if (SourceRefusal.OfName(name) is { } refusal)
            return refusal;
        var clean = SourceName.Clean(name)!;
        var (scope, units) = (actor.ScopeFor(Permissions.SourcesManage), (await references.GetAsync(cancellation)).Units);
        if ((unitId is { } unit && units.Find(unit) is null) || !SourceName.IsHeldWithin(scope, unitId, units, time.Today))
            return SourceRefusal.UnitUnknown;
        await using var db = await databases.CreateDbContextAsync(cancellation);
        await using var transaction = await gate.BeginAsync(db, WriteLane.Records, cancellation);
        var held = await db.SourceNames.SingleOrDefaultAsync(n => n.Name == clean, cancellation);
        if (held is not null && !SourceName.IsHeldWithin(scope, held.UnitId, units, time.Today))
            return SourceRefusal.HeldByOthers;
        if (held is null)
            db.SourceNames.Add(held = new() { Name = clean, ChangedBy = "" });
        (held.UnitId, held.ChangedAt, held.ChangedBy) = (unitId, time.Now, actor.Name);
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return null;
    }

    /// <summary>
    /// Claims names that nobody holds for the key's unit, and binds a key to them and to names whose holders are within the actor's scope.
    /// </summary>
    /// <exception cref="SourceHeldException">A unit outside the actor's scope holds one of the names.</exception>
    internal static async Task<List<ApiKeySource>> BindAsync(
        PortalDb db,
        IReadOnlyCollection<string> names,
        (UnitScope Actor, UnitScope Key) scopes,
        SourceClaim claim,
        CancellationToken cancellation
    )
    {
        var bound = new List<ApiKeySource>();
        foreach (var name in names)
        {
            var held = await db.SourceNames.SingleOrDefaultAsync(n => n.Name == name, cancellation);
            if (held is null)
                db.SourceNames.Add(held = claim.Of(name, scopes.Key));
            else if (!SourceName.IsHeldWithin(scopes.Actor, held.UnitId, claim.Units, claim.Today))
                throw new SourceHeldException(name);
            bound.Add(new() { Name = name, HolderId = held.UnitId });
        }
        return bound;
    }
}

/// <summary>A unit outside the actor's scope holds the name of a source.</summary>
public sealed class SourceHeldException(string name)
    : ArgumentException($"The source name {name} is held by a unit outside the scope; assign it to another unit first.")
{
    public string Name { get; } = name;
}
