using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.Data;

namespace Portal.Domain.Moving;

/// <summary>The SQLite database that is moved: nobody else works with it, and all tables are read at one moment.</summary>
internal sealed class MoveSource : IDisposable
{
    private readonly FileStream _alone;
    private readonly SqliteConnection _connection;
    private readonly SqliteTransaction _snapshot;

    private MoveSource(FileStream alone, SqliteConnection connection) =>
        (_alone, _connection, _snapshot) = (alone, connection, connection.BeginTransaction(deferred: true));

    /// <exception cref="MoveException">There is no database, it is of another version, or a process of the portal is running on it.</exception>
    public static async Task<MoveSource> OpenAsync(SqliteFile file, PortalDb db, CancellationToken cancellation)
    {
        var path = ((SqliteConnection)db.Database.GetDbConnection()).DataSource;
        if (!File.Exists(path))
            throw new MoveException("There is no SQLite database to move.");
        var alone = Alone(file);
        try
        {
            if ((await db.Database.GetPendingMigrationsAsync(cancellation)).Any())
                throw new MoveException("The SQLite database is of another version; run verify on it first, which brings it up to date.");
            var connection = new SqliteConnection(
                new SqliteConnectionStringBuilder
                {
                    DataSource = path,
                    Mode = SqliteOpenMode.ReadOnly,
                    Pooling = false,
                }.ConnectionString
            );
            await connection.OpenAsync(cancellation);
            return new(alone, connection);
        }
        catch
        {
            await alone.DisposeAsync();
            throw;
        }
    }

    public long Count(MoveTable table) => Convert.ToInt64(Ask($"SELECT count(*) FROM {table.Quoted}"), CultureInfo.InvariantCulture);

    /// <summary>The highest number that the table ever gave to a row, whether the row is still there or not; 0 when it gave none.</summary>
    public long HighestId(MoveTable table) =>
        Convert.ToInt64(
            Ask("SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = @name", ("@name", table.Name)),
            CultureInfo.InvariantCulture
        );

    /// <summary>Reads every row; the caller disposes of it.</summary>
    public SqliteCommand Select(MoveTable table) => Command($"SELECT {table.QuotedColumns} FROM {table.Quoted}");

    public void Dispose()
    {
        _snapshot.Dispose();
        _connection.Dispose();
        _alone.Dispose();
    }

    private static FileStream Alone(SqliteFile file)
    {
        try
        {
            return file.TakeAlone();
        }
        catch (BackupException running)
        {
            throw new MoveException(running.Message, running);
        }
    }

    private object? Ask(string question, params ReadOnlySpan<(string Name, object Value)> values)
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
