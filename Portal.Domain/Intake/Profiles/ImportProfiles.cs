using Microsoft.EntityFrameworkCore;
using Portal.Domain.Access;
using Portal.Domain.Catalogue;
using Portal.Domain.Data;
using Portal.Domain.Data.Faults;
using Portal.Domain.Intake.Rows;
using Portal.Domain.Organisation;
using Portal.Domain.Records;
using Portal.Domain.Shared;

namespace Portal.Domain.Intake.Profiles;

/// <summary>A profile with its mapping parsed.</summary>
public sealed record NamedProfile(int Id, string Name, RecordStream Stream, ProfileMapping Mapping);

/// <summary>A profile of units, items or days with its mapping parsed.</summary>
public sealed record NamedReferenceProfile(int Id, string Name, ReferenceKind Kind, ReferenceMapping Mapping);

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
        var stored = (await UsableAsync(actor, (ImportKind)stream, cancellation)).ConvertAll(ToNamed);
        var shipped = actor.ScopeFor(Permissions.ImportsRun).IsNothing ? [] : ShippedProfiles.For(stream);
        return [.. stored, .. shipped.Where(s => !stored.Exists(p => p.Name == s.Name))];
    }

    /// <summary>The profiles of units, items or days that the actor may use, by name.</summary>
    public async Task<IReadOnlyList<NamedReferenceProfile>> ListAsync(
        Actor actor,
        ReferenceKind kind,
        CancellationToken cancellation = default
    )
    {
        var stored = (await UsableAsync(actor, (ImportKind)kind, cancellation)).ConvertAll(ToReference);
        var shipped = actor.ScopeFor(Permissions.ImportsRun).IsNothing ? [] : ShippedProfiles.For(kind);
        return [.. stored, .. shipped.Where(s => !stored.Exists(p => p.Name == s.Name))];
    }

    /// <returns>Null when no profile of records has the name, or the actor may not use it.</returns>
    public async Task<NamedProfile?> FindAsync(Actor actor, string name, CancellationToken cancellation = default)
    {
        var (profile, mayUse) = await StoredAsync(actor, name, cancellation);
        if (profile is not null)
            return mayUse && !IsOfReference(profile.Kind) ? ToNamed(profile) : null;
        return mayUse ? ShippedProfiles.For(RecordStream.Cases).FirstOrDefault(shipped => shipped.Name == name) : null;
    }

    /// <returns>Null when no profile of that kind has the name, or the actor may not use it.</returns>
    public async Task<NamedReferenceProfile?> FindAsync(
        Actor actor,
        string name,
        ReferenceKind kind,
        CancellationToken cancellation = default
    )
    {
        var (profile, mayUse) = await StoredAsync(actor, name, cancellation);
        if (profile is not null)
            return mayUse && profile.Kind == (ImportKind)kind ? ToReference(profile) : null;
        return mayUse ? ShippedProfiles.For(kind).FirstOrDefault(shipped => shipped.Name == name) : null;
    }

    /// <summary>
    /// Saves a profile; it replaces a profile of the same name. A new one belongs to the highest unit of the actor's scope.
    /// </summary>
    /// <exception cref="PermissionDeniedException">The actor may not import.</exception>
    /// <exception cref="ProfileException">
    /// The name or the mapping is invalid, or the name is taken: by a profile that comes with the portal, by one out of scope, or by one of
    /// units, items or days.
    /// </exception>
    public Task<int> SaveAsync(
        Actor actor,
        string name,
        RecordStream stream,
        ProfileMapping mapping,
        CancellationToken cancellation = default
    )
    {
        actor.Demand(Permissions.ImportsRun);
        ProfileCheck.ThrowIfInvalid(mapping);
        return SaveAsync(actor, name, (ImportKind)stream, ProfileJson.Write(mapping), cancellation);
    }

    /// <inheritdoc cref="SaveAsync(Actor, string, RecordStream, ProfileMapping, CancellationToken)"/>
    public Task<int> SaveAsync(
        Actor actor,
        string name,
        ReferenceKind kind,
        ReferenceMapping mapping,
        CancellationToken cancellation = default
    )
    {
        actor.Demand(Permissions.ImportsRun);
        ReferenceProfileCheck.ThrowIfInvalid(mapping, kind);
        return SaveAsync(actor, name, (ImportKind)kind, ProfileJson.Write(mapping), cancellation);
    }

    private async Task<int> SaveAsync(Actor actor, string name, ImportKind kind, string mapping, CancellationToken cancellation)
    {
        name = name.Trim();
        if (name.Length is 0 or > ImportProfile.NameLength)
            throw new ProfileException([RowErrors.Message("profile.name", ImportProfile.NameLength)]);
        if (ShippedProfiles.Names.Contains(name, StringComparer.Ordinal))
            throw new ProfileException([RowErrors.Message("profile.shipped", name)]);
        try
        {
            return await WriteAsync(actor, name, kind, mapping, cancellation);
        }
        catch (DbUpdateException taken) when (UniqueViolations.Is(taken))
        {
            // Another save added the profile meanwhile: this one replaces it, or is refused.
            return await WriteAsync(actor, name, kind, mapping, cancellation);
        }
    }

    private async Task<int> WriteAsync(Actor actor, string name, ImportKind kind, string mapping, CancellationToken cancellation)
    {
        var units = (await references.GetAsync(cancellation)).Units;
        var scope = actor.ScopeFor(Permissions.ImportsRun);
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var profile = await db.ImportProfiles.SingleOrDefaultAsync(p => p.Name == name, cancellation);
        if (profile is null)
            db.Add(profile = New(name, scope, units));
        else if (!IsWithin(scope, units, profile))
            throw new ProfileException([RowErrors.Message("profile.taken", name)]);
        else if (profile.Kind != kind && (IsOfReference(profile.Kind) || IsOfReference(kind)))
            throw new ProfileException([RowErrors.Message("profile.otherKind", name)]);
        (profile.Kind, profile.MappingJson) = (kind, mapping);
        await db.SaveChangesAsync(cancellation);
        return profile.Id;
    }

    private static bool IsOfReference(ImportKind kind) => kind is ImportKind.Units or ImportKind.Items or ImportKind.Calendar;

    private async Task<List<ImportProfile>> UsableAsync(Actor actor, ImportKind kind, CancellationToken cancellation)
    {
        var units = (await references.GetAsync(cancellation)).Units;
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var profiles = await db.ImportProfiles.AsNoTracking().Where(p => p.Kind == kind).OrderBy(p => p.Name).ToListAsync(cancellation);
        return profiles.FindAll(p => MayUse(actor, units, p));
    }

    /// <returns>The stored profile with the name, and whether the actor may use it, or, where there is none, a shipped one.</returns>
    private async Task<(ImportProfile? Profile, bool MayUse)> StoredAsync(Actor actor, string name, CancellationToken cancellation)
    {
        var units = (await references.GetAsync(cancellation)).Units;
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var profile = await db.ImportProfiles.AsNoTracking().SingleOrDefaultAsync(p => p.Name == name, cancellation);
        return (profile, profile is null ? !actor.ScopeFor(Permissions.ImportsRun).IsNothing : MayUse(actor, units, profile));
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
        new(profile.Id, profile.Name, (RecordStream)profile.Kind, ProfileJson.Read(profile.MappingJson));

    private static NamedReferenceProfile ToReference(ImportProfile profile)
    {
        var kind = (ReferenceKind)profile.Kind;
        return new(profile.Id, profile.Name, kind, ProfileJson.Read(profile.MappingJson, kind));
    }
}
