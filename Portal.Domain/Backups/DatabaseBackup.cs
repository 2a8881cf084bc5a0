using Microsoft.EntityFrameworkCore;
using Portal.Domain.Data;
using Portal.Domain.Data.Files;
using Portal.Domain.Data.Zones;

namespace Portal.Domain.Backups;

/// <summary>Backs up the database while it is in use, and restores it while no process uses it.</summary>
/// <remarks>
/// SQLite is copied by itself; on PostgreSQL <c>pg_dump</c> and <c>pg_restore</c> do the work. After a restore the keys of cookies and all
/// security stamps are new, so that nothing that was signed in before, on the original or on a copy of the backup, is signed in any more.
/// </remarks>
public sealed class DatabaseBackup(IDbContextFactory<PortalDb> databases, DatabaseOptions options, DatabaseZone zone)
{
    /// <summary>Called after each step of a restore of SQLite; for tests.</summary>
    internal Action<ReplacementStep>? AfterStep { get; init; }

    /// <summary>
    /// Writes a consistent copy without blocking readers and writers, and checks it; the file appears only when it is whole, and only its
    /// owner may read it.
    /// </summary>
    /// <param name="file">A path at which there is no file.</param>
    /// <param name="cancellation">Ends the copying.</param>
    /// <exception cref="BackupException">The file exists already, there is no database, or the copy is damaged: it is deleted.</exception>
    /// <exception cref="UnusableDatabaseException">The database counts days by another time zone than the setting names.</exception>
    public async Task BackUpAsync(string file, CancellationToken cancellation = default)
    {
        if (File.Exists(file))
            throw new BackupException($"{file} exists already.");
        zone.DemandSetting(await StoredAsync(cancellation), options.Place);
        if (options.Kind == DatabaseKind.Postgres)
            await new PostgresDump(options.ConnectionString).BackUpAsync(file, cancellation);
        else
            SqliteBackup.BackUp(options.File, file);
    }

    /// <summary>
    /// Checks a backup, puts it in the place of the database, and keeps the old one under a number. A refusal or a kill leaves the old or
    /// the new database, whole.
    /// </summary>
    /// <param name="file">A backup of this version or an older one.</param>
    /// <param name="replace">Also of another installation.</param>
    /// <param name="cancellation">Ends the restore before anything is changed.</param>
    /// <returns>The path under which the old database is kept; null when there was none.</returns>
    /// <exception cref="BackupException">
    /// The backup is not one of the portal, damaged, of a newer version, of another installation or of another time zone than the setting
    /// names, or a process of the portal is running; on PostgreSQL also: the database is not empty.
    /// </exception>
    public async Task<string?> RestoreAsync(string file, bool replace = false, CancellationToken cancellation = default)
    {
        if (!File.Exists(file))
            throw new BackupException($"There is no file {file}.");
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var known = db.Database.GetMigrations().ToList();
        if (options.Kind == DatabaseKind.Sqlite)
            return new SqliteRestore(options.File, known, zone, AfterStep).Run(file, replace);
        await new PostgresDump(options.ConnectionString).RestoreAsync(file, known, zone, cancellation);
        return null;
    }

    private async Task<StoredZone> StoredAsync(CancellationToken cancellation)
    {
        if (options.Kind == DatabaseKind.Sqlite)
            return StoredZone.OfFile(options.File);
        await using var db = await databases.CreateDbContextAsync(cancellation);
        return await StoredZone.ReadAsync(db, cancellation);
    }
}
