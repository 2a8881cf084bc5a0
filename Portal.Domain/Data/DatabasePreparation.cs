using System.Diagnostics.CodeAnalysis;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Portal.Domain.Data.Faults;
using Portal.Domain.Data.Files;
using Portal.Domain.Data.Zones;

namespace Portal.Domain.Data;

/// <summary>
/// Checks the database, applies pending migrations, and compares its time zone with the setting; every process runs this first at start-up.
/// Finishes a restore that was interrupted.
/// </summary>
public sealed class DatabasePreparation(
    IDbContextFactory<PortalDb> databases,
    DatabaseOptions options,
    StorageState state,
    DatabaseZone zone,
    TimeProvider clock
) : IDisposable
{
    private FileStream? _inUse;

    // The advisory lock of migrations, the same for all processes of a server; no other code uses it.
    internal const long PostgresLock = 5_080_350_103;

    /// <summary>Applies pending migrations. Of several processes one applies them, the others wait.</summary>
    /// <exception cref="UnusableDatabaseException">
    /// The database is missing and must not be created, is damaged, is not the portal's, is newer than this program, or counts days by
    /// another time zone than the setting names.
    /// </exception>
    public async Task RunAsync(CancellationToken cancellation = default)
    {
        if (await PrepareAsync(cancellation) == SchemaVersion.Newer)
            throw new UnusableDatabaseException(UnusableDatabases.Newer(options.Place));
    }

    /// <summary>The same, but leaves a newer database as it is, so that a process can show what it holds without writing.</summary>
    /// <returns><see cref="SchemaVersion.Same"/> or <see cref="SchemaVersion.Newer"/>.</returns>
    /// <exception cref="UnusableDatabaseException">
    /// The database is missing, damaged, not the portal's, or of another time zone than the setting names.
    /// </exception>
    public async Task<SchemaVersion> PrepareAsync(CancellationToken cancellation = default)
    {
        var version = await RunLockedAsync(DatabaseLock.Share, PrepareLockedAsync, cancellation);
        if (version == SchemaVersion.Newer)
            state.Report(StorageFault.NewerSchema, UnusableDatabases.Newer(options.Place));
        return version;
    }

    /// <summary>
    /// Applies pending migrations and then does the work, while no process can start on the database; the time zone is not compared. On
    /// SQLite no process may be running; on PostgreSQL the work has to keep running ones from writing.
    /// </summary>
    /// <exception cref="UnusableDatabaseException">As for <see cref="RunAsync"/>.</exception>
    /// <exception cref="BackupException">A process of the portal is running on the SQLite file.</exception>
    public Task RunAloneAsync(Func<CancellationToken, Task> work, CancellationToken cancellation = default) =>
        RunLockedAsync(
            DatabaseLock.Exclude,
            async stop =>
            {
                await using (var db = await databases.CreateDbContextAsync(stop))
                {
                    if (await MigrateAsync(db, stop) == SchemaVersion.Newer)
                        throw new UnusableDatabaseException(UnusableDatabases.Newer(options.Place));
                }
                await work(stop);
                return SchemaVersion.Same;
            },
            cancellation
        );

    /// <summary>
    /// Whether the database can be reached and has exactly the migrations of this version. With a migration of a later version, the process
    /// is outdated and must not serve requests.
    /// </summary>
    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "After any error the database is not ready.")]
    public async Task<bool> IsReadyAsync(CancellationToken cancellation = default)
    {
        try
        {
            await using var db = await databases.CreateDbContextAsync(cancellation);
            return await SchemaVersions.OfAsync(db, cancellation) == SchemaVersion.Same;
        }
        catch (Exception) when (!cancellation.IsCancellationRequested)
        {
            return false;
        }
    }

    public void Dispose() => _inUse?.Dispose();

    private Task<SchemaVersion> RunLockedAsync(
        Func<string, FileStream> use,
        Func<CancellationToken, Task<SchemaVersion>> work,
        CancellationToken cancellation
    ) => options.Kind == DatabaseKind.Postgres ? RunLockedByServerAsync(work, cancellation) : RunLockedByFileAsync(use, work, cancellation);

    private async Task<SchemaVersion> RunLockedByServerAsync(
        Func<CancellationToken, Task<SchemaVersion>> work,
        CancellationToken cancellation
    )
    {
        await using var connection = new NpgsqlConnection(options.ConnectionString);
        await connection.OpenAsync(cancellation);
        await using var command = connection.CreateCommand();
        command.CommandText = $"SELECT pg_advisory_lock({PostgresLock})"; // also released when the connection closes
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync(cancellation);
        try
        {
            return await work(cancellation);
        }
        finally
        {
            // A connection that goes back to the pool would keep the lock.
            await using var unlock = connection.CreateCommand();
            unlock.CommandText = $"SELECT pg_advisory_unlock({PostgresLock})";
            await unlock.ExecuteNonQueryAsync(CancellationToken.None);
        }
    }

    private async Task<SchemaVersion> RunLockedByFileAsync(
        Func<string, FileStream> use,
        Func<CancellationToken, Task<SchemaVersion>> work,
        CancellationToken cancellation
    )
    {
        var file = options.File;
        var replacement = new DatabaseReplacement(file);
        // Before any file is made: an unmounted folder stays as it is.
        if (!options.MayCreate && SqliteHeader.IsAbsent(file) && !replacement.IsPending)
            throw new UnusableDatabaseException(UnusableDatabases.Missing(options.Place));
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        _inUse ??= use(file);
        await using var held = await LockAsync(file + ".lock", cancellation);
        replacement.Settle();
        CheckFile(file);
        try
        {
            return await work(cancellation);
        }
        catch (SqliteException broken) when (broken.SqliteErrorCode is SQLitePCL.raw.SQLITE_CORRUPT or SQLitePCL.raw.SQLITE_NOTADB)
        {
            throw new UnusableDatabaseException(UnusableDatabases.Damaged(file, broken.Message), broken);
        }
    }

    private void CheckFile(string file)
    {
        if (!SqliteHeader.IsAbsent(file))
        {
            if ((SqliteHeader.Damage(file) ?? DamageNote.Confirm(file)) is { } damage)
                throw new UnusableDatabaseException(UnusableDatabases.Damaged(file, damage));
            return;
        }
        if (!options.MayCreate)
            throw new UnusableDatabaseException(UnusableDatabases.Missing(options.Place));
        if (!File.Exists(file))
            DurableFile.Create(file);
    }

    private async Task<SchemaVersion> PrepareLockedAsync(CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var version = await MigrateAsync(db, cancellation);
        zone.Adopt(await StoredZone.ReadAsync(db, cancellation), options.Place);
        return version;
    }

    private async Task<SchemaVersion> MigrateAsync(PortalDb db, CancellationToken cancellation)
    {
        var version = await SchemaVersions.OfAsync(db, cancellation);
        if (version == SchemaVersion.Newer)
            return version;
        if (version == SchemaVersion.None)
            await CheckEmptyAsync(db, cancellation);
        if (version != SchemaVersion.Same)
        {
            if (options.Kind == DatabaseKind.Sqlite)
                await ForgetLockOfKilledProcessAsync(db, cancellation);
            await db.Database.MigrateAsync(cancellation);
        }
        await IdentifyAsync(db, cancellation);
        return SchemaVersion.Same;
    }

    /// <summary>A database without the portal's tables is new; another program's, with its own tables, is refused.</summary>
    private async Task CheckEmptyAsync(PortalDb db, CancellationToken cancellation)
    {
        if (!options.MayCreate)
            throw new UnusableDatabaseException(UnusableDatabases.Missing(options.Place));
        var tables = db.Database.SqlQuery<string>(
            options.Kind == DatabaseKind.Sqlite
                ? (FormattableString)$"SELECT name AS Value FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
                : $"""SELECT tablename AS "Value" FROM pg_tables WHERE schemaname = current_schema()"""
        );
        if ((await tables.ToListAsync(cancellation)).Find(t => !t.StartsWith("__EF", StringComparison.Ordinal)) is { } table)
            throw new UnusableDatabaseException(UnusableDatabases.Foreign(options.Place, table));
    }

    private async Task IdentifyAsync(PortalDb db, CancellationToken cancellation)
    {
        var installation = await db.Installations.SingleOrDefaultAsync(cancellation);
        if (installation is null)
            db.Installations.Add(installation = new() { Identity = Guid.NewGuid().ToString("N"), FirstStart = clock.GetUtcNow() });
        installation.TimeZone ??= zone.ForNewDatabase;
        await db.SaveChangesAsync(cancellation);
    }

    // EF Core marks a running migration by a row. This process holds the lock file, so an existing row belongs to a process that died.
    private static async Task ForgetLockOfKilledProcessAsync(PortalDb db, CancellationToken cancellation)
    {
        var tables = db.Database.SqlQuery<int>($"SELECT count(*) AS Value FROM sqlite_master WHERE name = '__EFMigrationsLock'");
        if (await tables.SingleAsync(cancellation) > 0)
            await db.Database.ExecuteSqlAsync($"DELETE FROM __EFMigrationsLock", cancellation);
    }

    private static async Task<FileStream> LockAsync(string path, CancellationToken cancellation)
    {
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException locked) when (File.Exists(path) && LockedFile.Is(locked))
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, cancellation);
            }
        }
    }
}
