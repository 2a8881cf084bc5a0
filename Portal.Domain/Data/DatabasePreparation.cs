using System.Diagnostics.CodeAnalysis;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Portal.Domain.Data.Faults;
using Portal.Domain.Data.Files;

namespace Portal.Domain.Data;

/// <summary>
/// Checks the database and applies pending migrations; every process runs this first at start-up. Finishes a restore that was interrupted.
/// </summary>
public sealed class DatabasePreparation(
    IDbContextFactory<PortalDb> databases,
    DatabaseOptions options,
    StorageState state,
    TimeProvider clock
) : IDisposable
{
    private FileStream? _inUse;

    // The advisory lock of migrations, the same for all processes of a server; no other code uses it.
    internal const long PostgresLock = 5_080_350_103;

    /// <summary>Applies pending migrations. Of several processes one applies them, the others wait.</summary>
    /// <exception cref="UnusableDatabaseException">
    /// The database is missing and must not be created, is damaged, is not the portal's, or is newer than this program.
    /// </exception>
    public async Task RunAsync(CancellationToken cancellation = default)
    {
        if (await PrepareAsync(cancellation) == SchemaVersion.Newer)
            throw new UnusableDatabaseException(UnusableDatabases.Newer(options.Place));
    }

    /// <summary>The same, but leaves a newer database as it is, so that a process can show what it holds without writing.</summary>
    /// <returns><see cref="SchemaVersion.Same"/> or <see cref="SchemaVersion.Newer"/>.</returns>
    /// <exception cref="UnusableDatabaseException">The database is missing, damaged, or not the portal's.</exception>
    public async Task<SchemaVersion> PrepareAsync(CancellationToken cancellation = default)
    {
        var version =
            options.Kind == DatabaseKind.Postgres
                ? await MigrateLockedByServerAsync(cancellation)
                : await MigrateLockedByFileAsync(cancellation);
        if (version == SchemaVersion.Newer)
            state.Report(StorageFault.NewerSchema, UnusableDatabases.Newer(options.Place));
        return version;
    }

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

    private async Task<SchemaVersion> MigrateLockedByServerAsync(CancellationToken cancellation)
    {
        await using var connection = new NpgsqlConnection(options.ConnectionString);
        await connection.OpenAsync(cancellation);
        await using var command = connection.CreateCommand();
        command.CommandText = $"SELECT pg_advisory_lock({PostgresLock})"; // also released when the connection closes
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync(cancellation);
        try
        {
            return await MigrateAsync(cancellation);
        }
        finally
        {
            // A connection that goes back to the pool would keep the lock.
            await using var unlock = connection.CreateCommand();
            unlock.CommandText = $"SELECT pg_advisory_unlock({PostgresLock})";
            await unlock.ExecuteNonQueryAsync(CancellationToken.None);
        }
    }

    private async Task<SchemaVersion> MigrateLockedByFileAsync(CancellationToken cancellation)
    {
        var file = options.File;
        var replacement = new DatabaseReplacement(file);
        // Before any file is made: an unmounted folder stays as it is.
        if (!options.MayCreate && SqliteHeader.IsAbsent(file) && !replacement.IsPending)
            throw new UnusableDatabaseException(UnusableDatabases.Missing(options.Place));
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        _inUse ??= DatabaseLock.Share(file);
        await using var held = await LockAsync(file + ".lock", cancellation);
        replacement.Settle();
        CheckFile(file);
        try
        {
            return await MigrateAsync(cancellation);
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

    private async Task<SchemaVersion> MigrateAsync(CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
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
        if (await db.Installations.AnyAsync(cancellation))
            return;
        db.Installations.Add(new() { Identity = Guid.NewGuid().ToString("N"), FirstStart = clock.GetUtcNow() });
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
