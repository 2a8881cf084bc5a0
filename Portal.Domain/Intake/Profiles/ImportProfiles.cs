using Microsoft.EntityFrameworkCore;
using Portal.Domain.Data;
using Portal.Domain.Intake.Rows;
using Portal.Domain.Records;

namespace Portal.Domain.Intake.Profiles;

/// <summary>A profile as it is listed and used.</summary>
public sealed record NamedProfile(int Id, string Name, RecordStream Stream, ProfileMapping Mapping);

/// <summary>Keeps import profiles.</summary>
public sealed class ImportProfiles(IDbContextFactory<PortalDb> databases)
{
    /// <summary>All profiles of the stream, by name.</summary>
    public async Task<IReadOnlyList<NamedProfile>> ListAsync(RecordStream stream, CancellationToken cancellation = default)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var profiles = await db.ImportProfiles.AsNoTracking().Where(p => p.Stream == stream).OrderBy(p => p.Name).ToListAsync(cancellation);
        return profiles.ConvertAll(ToNamed);
    }

    /// <returns>Null when there is none of that name.</returns>
    public async Task<NamedProfile?> FindAsync(string name, CancellationToken cancellation = default)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        return await db.ImportProfiles.AsNoTracking().SingleOrDefaultAsync(p => p.Name == name, cancellation) is { } profile
            ? ToNamed(profile)
            : null;
    }

    /// <returns>Null when there is none of that number.</returns>
    public async Task<NamedProfile?> FindAsync(int id, CancellationToken cancellation = default)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        return await db.ImportProfiles.FindAsync([id], cancellation) is { } profile ? ToNamed(profile) : null;
    }

    /// <summary>Writes a profile under its name, in place of one that has the name already.</summary>
    /// <exception cref="ProfileException">It cannot work.</exception>
    public async Task<int> SaveAsync(string name, RecordStream stream, ProfileMapping mapping, CancellationToken cancellation = default)
    {
        ProfileCheck.Demand(mapping);
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

    /// <summary>Does nothing when it is gone already. Imports made with it keep their figures.</summary>
    public async Task DeleteAsync(int id, CancellationToken cancellation = default)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        await db.ImportProfiles.Where(p => p.Id == id).ExecuteDeleteAsync(cancellation);
    }

    private static NamedProfile ToNamed(ImportProfile profile) =>
        new(profile.Id, profile.Name, profile.Stream, ProfileJson.Read(profile.MappingJson));
}
