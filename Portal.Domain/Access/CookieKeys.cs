using System.Xml.Linq;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.Access.Keyring;
using Portal.Domain.Data;
using Portal.Domain.Data.Files;
using Portal.Domain.Data.Zones;

namespace Portal.Domain.Access;

/// <summary>The stored keys that protect cookies, and the key file that wraps them.</summary>
public sealed class CookieKeys(
    IDbContextFactory<PortalDb> databases,
    DatabaseOptions options,
    DatabaseZone zone,
    KeyFileOptions file,
    IEnumerable<IWrappedSecrets> wrapped
)
{
    /// <summary>The element of a wrapped key, with the fingerprint of its key file.</summary>
    public const string WrappedElement = "keyFile";

    /// <summary>The attribute of <see cref="WrappedElement"/> with <see cref="KeyFile.Fingerprint"/>.</summary>
    public const string FingerprintAttribute = "fingerprint";

    /// <summary>
    /// The key file that belongs to the database. It is made when no stored key is wrapped yet. Keys that an earlier version stored in
    /// clear are deleted, since they are in every backup: signed-in users sign in again.
    /// </summary>
    /// <exception cref="UnusableDatabaseException">
    /// The key file is missing, is another one, or can be read by everybody; the message says what to do.
    /// </exception>
    public async Task<KeyFile> OpenAsync(CancellationToken cancellation = default)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var wanted = await DeleteClearAsync(db, cancellation);
        var key = KeyFile.Read(file.Path);
        if (wanted.Count == 0)
        {
            key ??= KeyFile.Create(file.Path);
            var own = key.Fingerprint;
            await db
                .Installations.Where(i => i.KeyFingerprint == null)
                .ExecuteUpdateAsync(i => i.SetProperty(x => x.KeyFingerprint, own), cancellation);
            wanted = await db.Installations.Select(i => i.KeyFingerprint!).ToListAsync(cancellation);
        }
        if (key is null)
            throw new UnusableDatabaseException(
                $"The key file {file.Path} (Portal:KeyFile) is missing: it wraps the keys of cookies that are in the "
                    + "database. Put it back from "
                    + "where it is kept, or from another machine of the portal. If it is lost: `renew-keys` makes a new "
                    + "one, and everybody signs in again."
            );
        if (wanted.Any(fingerprint => fingerprint != key.Fingerprint))
            throw new UnusableDatabaseException(
                $"The key file {file.Path} (Portal:KeyFile) is not the one that wraps the keys of cookies in the "
                    + "database: its fingerprint is "
                    + $"{key.Fingerprint}, and {string.Join(", ", wanted)} is wanted. Put the right one in its place; if it is lost: "
                    + "`renew-keys` makes a new one, and everybody signs in again."
            );
        return key;
    }

    /// <summary>
    /// Deletes all keys, renews all security stamps and makes a new key file: nothing that was signed in is signed in any more. No process
    /// of the portal may be running. Other secrets are wrapped anew where the old file can be read. A kill leaves the old keys with their
    /// file, or none, in whose place the next start makes new ones.
    /// </summary>
    /// <exception cref="BackupException">There is no SQLite file, or a process of the portal is running on it.</exception>
    /// <exception cref="UnusableDatabaseException">The database counts days by another time zone than the setting names.</exception>
    public async Task RenewAsync(CancellationToken cancellation = default)
    {
        if (options.Kind == DatabaseKind.Sqlite && SqliteHeader.IsAbsent(options.File))
            throw new BackupException("There is no database yet.");
        using var exclusive = options.Kind == DatabaseKind.Sqlite ? DatabaseLock.Exclude(options.File) : null;
        await using var db = await databases.CreateDbContextAsync(cancellation);
        zone.Adopt(await StoredZone.ReadAsync(db, cancellation), options.Place);
        var next = KeyFile.Prepare(file.Path);
        await using (var transaction = await db.Database.BeginTransactionAsync(cancellation))
        {
            await db.DataProtectionKeys.ExecuteDeleteAsync(cancellation);
            await db.Installations.ExecuteUpdateAsync(i => i.SetProperty(x => x.KeyFingerprint, (string?)null), cancellation);
            foreach (var user in await db.Users.ToListAsync(cancellation))
                (user.SecurityStamp, user.ConcurrencyStamp) = (NewStamp(), NewStamp());
            await RewrapAsync(db, next, cancellation);
            await db.SaveChangesAsync(cancellation);
            await transaction.CommitAsync(cancellation);
        }
        KeyFile.Adopt(file.Path);
    }

    private async Task RewrapAsync(PortalDb db, KeyFile next, CancellationToken cancellation)
    {
        if (ReadOld() is not { } old)
            return;
        foreach (var secrets in wrapped)
            await secrets.RewrapAsync(db, old, next, cancellation);
    }

    private KeyFile? ReadOld()
    {
        try
        {
            return KeyFile.Read(file.Path);
        }
        catch (UnusableDatabaseException)
        {
            return null; // the reason why it is exchanged
        }
    }

    /// <returns>The fingerprints of the key files that wrap what is left; one, unless key files were exchanged.</returns>
    private static async Task<IReadOnlyCollection<string>> DeleteClearAsync(PortalDb db, CancellationToken cancellation)
    {
        var keys = await db.DataProtectionKeys.AsNoTracking().ToListAsync(cancellation);
        var clear = keys.Where(key => Fingerprint(key.Xml) is null && !IsRevocation(key.Xml)).Select(key => key.Id).ToList();
        if (clear.Count > 0)
            await db.DataProtectionKeys.Where(key => clear.Contains(key.Id)).ExecuteDeleteAsync(cancellation);
        var claimed = await db.Installations.Select(i => i.KeyFingerprint).ToListAsync(cancellation);
        return keys.Select(key => Fingerprint(key.Xml)).Concat(claimed).OfType<string>().ToHashSet(StringComparer.Ordinal);
    }

    private static string? Fingerprint(string? xml) =>
        Parse(xml)?.Descendants(WrappedElement).FirstOrDefault()?.Attribute(FingerprintAttribute)?.Value;

    // The framework also stores which keys are revoked; there is no secret in it.
    private static bool IsRevocation(string? xml) => Parse(xml)?.Name.LocalName == "revocation";

    private static XElement? Parse(string? xml)
    {
        try
        {
            return XElement.Parse(xml ?? "");
        }
        catch (System.Xml.XmlException)
        {
            return null;
        }
    }

    private static string NewStamp() => Guid.NewGuid().ToString("N").ToUpperInvariant();
}
