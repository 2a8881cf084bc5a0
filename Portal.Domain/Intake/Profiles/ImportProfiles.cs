using Microsoft.EntityFrameworkCore;
using Portal.Domain.Data;
using Portal.Domain.Intake.Rows;
using Portal.Domain.Records;

namespace Portal.Domain.Intake.Profiles;

/// <summary>A profile with its mapping parsed.</summary>
public sealed record NamedProfile(int Id, string Name, RecordStream Stream, ProfileMapping Mapping);

/// <summary>Reads and writes import profiles.</summary>
public sealed class ImportProfiles(IDbContextFactory<PortalDb> databases)
{
    /// <summary>All profiles of the stream, by name.</summary>
    public async Task<IReadOnlyList<NamedProfile>> ListAsync(RecordStream stream, CancellationToken cancellation = default)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var profiles = await db.ImportProfiles.AsNoTracking().Where(p => p.Stream == stream).OrderBy(p => p.Name).ToListAsync(cancellation);
        return profiles.ConvertAll(ToNamed);
    }

    /// <returns>Null when no profile has the name.</returns>
    public async Task<NamedProfile?> FindAsync(string name, CancellationToken cancellation = default)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        return await db.ImportProfiles.AsNoTracking().SingleOrDefaultAsync(p => p.Name == name, cancellation) is { } profile
            ? ToNamed(profile)
            : null;
    }

    /// <returns>Null when no profile has the id.</returns>
    public async Task<NamedProfile?> FindAsync(int id, CancellationToken cancellation = default)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        return await db.ImportProfiles.FindAsync([id], cancellation) is { } profile ? ToNamed(profile) : null;
    }

    /// <summary>Saves a profile; it replaces a profile of the same name.</summary>
    /// <exception cref="ProfileException">The name or the mapping is invalid.</exception>
    public async Task<int> SaveAsync(string name, RecordStream stream, ProfileMapping mapping, CancellationToken cancellation = default)
    {
        ProfileCheck.ThrowIfInvalid(mapping);
        name = name.Trim();
        if (name.Length is 0 or > ImportProfile.NameLength)
            throw new ProfileException([RowErrors.Message("profile.name", ImportProfile.NameLength)]);
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var profile = await db.ImportProfiles.SingleOrDefaultAsync(p => p.Name == name, cancellation);
        if (profile is null)
            db.Add(profile = new ImportProfile { Name = name, MappingJson = "" });
        (profile.Stream, profile.MappingJson) = (stream, ProfileJson.Write(mapping));
        await db.SaveChangesAsync(cancellation);
        return profile.Id;
    }

    /// <summary>Does nothing when the profile does not exist. Records imported with it stay.</summary>
    public async Task DeleteAsync(int id, CancellationToken cancellation = default)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        await db.ImportProfiles.Where(p => p.Id == id).ExecuteDeleteAsync(cancellation);
    }

    private static NamedProfile ToNamed(ImportProfile profile) =>
        new(profile.Id, profile.Name, profile.Stream, ProfileJson.Read(profile.MappingJson));
}
