using Microsoft.EntityFrameworkCore;
using Portal.Domain.Access;
using Portal.Domain.Catalogue;
using Portal.Domain.Data;
using Portal.Domain.Intake.Rows;
using Portal.Domain.Organisation;
using Portal.Domain.Records;
using Portal.Domain.Shared;

namespace Portal.Domain.Intake.Profiles;

/// <summary>A profile with its mapping parsed.</summary>
public sealed record NamedProfile(int Id, string Name, RecordStream Stream, ProfileMapping Mapping);

/// <summary>Reads and writes import profiles.</summary>
/// <remarks>
/// An actor uses the profiles of the whole portal, and of the units within and above the scope in which the actor runs imports. Within the
/// scope the actor also replaces them; those of the whole portal need a scope of all units.
/// </remarks>
public sealed class ImportProfiles(IDbContextFactory<PortalDb> databases, IReferenceReader references, DistrictTime time)
{
    /// <summary>The profiles of the stream that the actor may use, by name.</summary>
    public async Task<IReadOnlyList<NamedProfile>> ListAsync(Actor actor, RecordStream stream, CancellationToken cancellation = default)
    {
        var units = (await references.GetAsync(cancellation)).Units;
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var profiles = await db.ImportProfiles.AsNoTracking().Where(p => p.Stream == stream).OrderBy(p => p.Name).ToListAsync(cancellation);
        var stored = profiles.Where(p => MayUse(actor, units, p)).Select(ToNamed).ToList();
        var shipped = actor.ScopeFor(Permissions.ImportsRun).IsNothing ? [] : ShippedProfiles.For(stream);
        return [.. stored, .. shipped.Where(s => !stored.Exists(p => p.Name == s.Name))];
    }

    /// <returns>Null when no profile has the name, or the actor may not use it.</returns>
    public async Task<NamedProfile?> FindAsync(Actor actor, string name, CancellationToken cancellation = default)
    {
        var units = (await references.GetAsync(cancellation)).Units;
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var profile = await db.ImportProfiles.AsNoTracking().SingleOrDefaultAsync(p => p.Name == name, cancellation);
        if (profile is not null)
            return MayUse(actor, units, profile) ? ToNamed(profile) : null;
        return actor.ScopeFor(Permissions.ImportsRun).IsNothing
            ? null
            : ShippedProfiles.For(RecordStream.Cases).FirstOrDefault(shipped => shipped.Name == name);
    }

    /// <summary>
    /// Saves a profile; it replaces a profile of the same name. A new one belongs to the highest unit of the actor's scope.
    /// </summary>
    /// <exception cref="PermissionDeniedException">The actor may not import.</exception>
    /// <exception cref="ProfileException">The name or the mapping is invalid, or the name is taken by a profile out of scope.</exception>
    public async Task<int> SaveAsync(
        Actor actor,
        string name,
        RecordStream stream,
        ProfileMapping mapping,
        CancellationToken cancellation = default
    )
    {
        actor.Demand(Permissions.ImportsRun);
        ProfileCheck.ThrowIfInvalid(mapping);
        name = name.Trim();
        if (name.Length is 0 or > ImportProfile.NameLength)
            throw new ProfileException([RowErrors.Message("profile.name", ImportProfile.NameLength)]);
        var units = (await references.GetAsync(cancellation)).Units;
        var scope = actor.ScopeFor(Permissions.ImportsRun);
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var profile = await db.ImportProfiles.SingleOrDefaultAsync(p => p.Name == name, cancellation);
        if (profile is null)
            db.Add(profile = New(name, scope, units));
        else if (!IsWithin(scope, units, profile))
            throw new ProfileException([RowErrors.Message("profile.taken", name)]);
        (profile.Stream, profile.MappingJson) = (stream, ProfileJson.Write(mapping));
        await db.SaveChangesAsync(cancellation);
        return profile.Id;
    }

    private ImportProfile New(string name, UnitScope scope, UnitTree units) =>
        new()
        {
            Name = name,
            MappingJson = "",
            UnitId = scope.CoversAll(units, time.Today) ? null : scope.TopsAt(units, time.Today)[0].Id,
        };

    private bool MayUse(Actor actor, UnitTree units, ImportProfile profile)
    {
        var scope = actor.ScopeFor(Permissions.ImportsRun);
        return !scope.IsNothing
            && (
                profile.UnitId is not { } unit
                || scope.Contains(units, unit, time.Today)
                || scope.Tops.Any(top => units.Find(top) is not null && units.SelfAndAbove(top, time.Today).Contains(unit))
            );
    }

    private bool IsWithin(UnitScope scope, UnitTree units, ImportProfile profile) =>
        profile.UnitId is { } unit ? scope.Contains(units, unit, time.Today) : scope.CoversAll(units, time.Today);

    private static NamedProfile ToNamed(ImportProfile profile) =>
        new(profile.Id, profile.Name, profile.Stream, ProfileJson.Read(profile.MappingJson));
}
