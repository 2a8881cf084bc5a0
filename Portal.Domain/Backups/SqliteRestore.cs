using Microsoft.Data.Sqlite;
using Portal.Domain.Data.Files;
using Portal.Domain.Data.Zones;

namespace Portal.Domain.Backups;

/// <summary>Restores a SQLite database: checks a copy of the backup, then replaces the database by it.</summary>
/// <param name="database">The path of the database; it may be absent or damaged.</param>
/// <param name="known">The migrations of this program.</param>
/// <param name="zone">Refuses a backup of another time zone than the setting names.</param>
/// <param name="after">Called after each step; for tests.</param>
internal sealed class SqliteRestore(string database, IReadOnlyList<string> known, DatabaseZone zone, Action<ReplacementStep>? after)
{
    // One statement for each, so that nobody who was signed in on a copy of the backup is signed in here.
    private const string RenewSecrets = """
        DELETE FROM "DataProtectionKeys";
        UPDATE "Installation" SET "KeyFingerprint" = NULL;
        UPDATE "AspNetUsers" SET "SecurityStamp" = hex(randomblob(16)), "ConcurrencyStamp" = hex(randomblob(16));
        """;

    /// <returns>The path under which the old database is kept; null when there was none.</returns>
    /// <exception cref="BackupException">The backup is refused, or a process of the portal is running; nothing was changed.</exception>
    public string? Run(string file, bool replace)
    {
        if (Path.GetFullPath(file) == Path.GetFullPath(database))
            throw new BackupException($"{file} is the database itself.");
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(database))!);
        using var exclusive = DatabaseLock.Exclude(database);
        var replacement = new DatabaseReplacement(database, after);
        replacement.Settle();
        try
        {
            CopyAndCheck(file, replacement.Copy, replace);
        }
        catch (BackupException)
        {
            replacement.Discard();
            throw;
        }
        catch (SqliteException unreadable)
        {
            replacement.Discard();
            throw new BackupException($"{file} cannot be restored: {unreadable.Message}", unreadable);
        }
        var original = replacement.Run();
        DamageNote.Forget(database);
        return original;
    }

    private void CopyAndCheck(string file, string copy, bool replace)
    {
        SqliteCopy.Make(file, copy);
        after?.Invoke(ReplacementStep.Copied);
        if (SqliteCopy.Damage(copy) is { } damage)
            throw new BackupException($"{file} cannot be restored: {damage}");
        RestoredSchema.Check(file, known, SqliteCopy.Migrations(copy));
        CheckInstallation(file, copy, replace);
        RestoredSchema.CheckZone(file, zone, StoredZone.OfFile(copy));
        after?.Invoke(ReplacementStep.Checked);
        SqliteCopy.Execute(copy, RenewSecrets);
        DurableFile.Flush(copy);
        after?.Invoke(ReplacementStep.Renewed);
    }

    private void CheckInstallation(string file, string copy, bool replace)
    {
        if (!replace && SqliteCopy.Identity(database) is { } ours && SqliteCopy.Identity(copy) != ours)
            throw new BackupException(
                $"{file} is a backup of another installation of the portal than {database}. To put it in its place all the same: --replace."
            );
    }
}
