using System.Diagnostics.CodeAnalysis;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Portal.Domain.Data;

/// <summary>Applies pending migrations; every process runs this first at start-up.</summary>
public sealed class DatabasePreparation(IDbContextFactory<PortalDb> databases, DatabaseOptions options) : IDisposable
{
    private FileStream? _inUse;

    // The advisory lock of migrations, the same for all processes of a server; no other code uses it.
    internal const long PostgresLock = 5_080_350_103;

    /// <summary>Applies pending migrations. Of several processes one applies them, the others wait.</summary>
    public async Task RunAsync(CancellationToken cancellation = default)
    {
        if (options.Kind == DatabaseKind.Postgres)
            await MigrateLockedByServerAsync(cancellation);
        else
            await MigrateLockedByFileAsync(cancellation);
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
            return (await db.Database.GetAppliedMigrationsAsync(cancellation))
                .Order(StringComparer.Ordinal)
                .SequenceEqual(db.Database.GetMigrations().Order(StringComparer.Ordinal), StringComparer.Ordinal);
        }
        catch (Exception) when (!cancellation.IsCancellationRequested)
        {
            return false;
        }
    }

    public void Dispose() => _inUse?.Dispose();

    private async Task MigrateLockedByServerAsync(CancellationToken cancellation)
    {
        await using var connection = new NpgsqlConnection(options.ConnectionString);
        await connection.OpenAsync(cancellation);
        await using var command = connection.CreateCommand();
        command.CommandText = $"SELECT pg_advisory_lock({PostgresLock})"; // also released when the connection closes
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync(cancellation);
        await MigrateAsync(cancellation);
        await using var unlock = connection.CreateCommand();
        unlock.CommandText = $"SELECT pg_advisory_unlock({PostgresLock})";
        await unlock.ExecuteNonQueryAsync(cancellation);
    }

    private async Task MigrateLockedByFileAsync(CancellationToken cancellation)
    {
        var file = new SqliteConnectionStringBuilder(options.ConnectionString).DataSource;
        if (Path.GetDirectoryName(Path.GetFullPath(file)) is { } folder)
            Directory.CreateDirectory(folder);
        _inUse ??= SqliteFile.MarkInUse(file);
        await using var held = await LockAsync(file + ".lock", cancellation);
        await MigrateAsync(cancellation);
    }

    private async Task MigrateAsync(CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        if (!(await db.Database.GetPendingMigrationsAsync(cancellation)).Any())
            return;
        if (options.Kind == DatabaseKind.Sqlite)
            await ForgetLockOfKilledProcessAsync(db, cancellation);
        await db.Database.MigrateAsync(cancellation);
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
            catch (IOException) when (File.Exists(path))
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, cancellation);
            }
        }
    }
}
