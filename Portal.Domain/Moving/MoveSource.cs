using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.Data;
using Portal.Domain.Data.Files;

namespace Portal.Domain.Moving;

/// <summary>The SQLite database to move: locked against other processes, and read in one snapshot.</summary>
internal sealed class MoveSource : IDisposable
{
    private readonly FileStream _lock;
    private readonly SqliteConnection _connection;
    private readonly SqliteTransaction _snapshot;

    private MoveSource(FileStream exclusive, SqliteConnection connection) =>
        (_lock, _connection, _snapshot) = (exclusive, connection, connection.BeginTransaction(deferred: true));

    /// <exception cref="MoveException">The database does not exist, is of another version, or is in use by a portal process.</exception>
    public static async Task<MoveSource> OpenAsync(string path, PortalDb db, CancellationToken cancellation)
    {
        if (SqliteHeader.IsAbsent(path))
            throw new MoveException("There is no SQLite database to move.");
        var exclusive = Lock(path);
        try
        {
            if (new DatabaseReplacement(path).IsPending)
                throw new MoveException("A restore of the SQLite database was interrupted; run verify on it first, which finishes it.");
            var applied = await db.Database.GetAppliedMigrationsAsync(cancellation);
            if (SchemaVersions.Compare(db.Database.GetMigrations(), [.. applied]) != SchemaVersion.Same)
                throw new MoveException(
                    "The SQLite database is of another version; run verify on it first, which brings an older one up to date."
                );
            var connection = new SqliteConnection(
                new SqliteConnectionStringBuilder
                {
                    DataSource = path,
                    Mode = SqliteOpenMode.ReadOnly,
                    Pooling = false,
                }.ConnectionString
            );
            await connection.OpenAsync(cancellation);
            return new(exclusive, connection);
        }
        catch
        {
            await exclusive.DisposeAsync();
            throw;
        }
    }

    public long Count(MoveTable table) => Convert.ToInt64(Scalar($"SELECT count(*) FROM {table.Quoted}"), CultureInfo.InvariantCulture);

    /// <summary>The highest id that the table ever assigned, also to deleted rows; 0 when it assigned none.</summary>
    public long HighestId(MoveTable table) =>
        Convert.ToInt64(
            Scalar("SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = @name", ("@name", table.Name)),
            CultureInfo.InvariantCulture
        );

    /// <summary>Reads every row; the caller disposes of it.</summary>
    public SqliteCommand Select(MoveTable table) => Command($"SELECT {table.QuotedColumns} FROM {table.Quoted}");

    public void Dispose()
    {
        _snapshot.Dispose();
        _connection.Dispose();
        _lock.Dispose();
    }

    private static FileStream Lock(string path)
    {
        try
        {
            return DatabaseLock.Exclude(path);
        }
        catch (BackupException running)
        {
            throw new MoveException(running.Message, running);
        }
    }

    private object? Scalar(string question, params ReadOnlySpan<(string Name, object Value)> values)
    {
        using var command = Command(question);
        foreach (var (name, value) in values)
            command.Parameters.AddWithValue(name, value);
        return command.ExecuteScalar();
    }

    private SqliteCommand Command(string text)
    {
        var command = _connection.CreateCommand();
        (command.CommandText, command.Transaction) = (text, _snapshot);
        return command;
    }
}
