using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Portal.Domain.Data.Zones;

/// <summary>The time zone by whose days a database counts.</summary>
/// <param name="Id">Such as <c>Asia/Shanghai</c>; null in a database that no process has started on yet.</param>
/// <param name="NextId">The zone to which a change has begun and not ended; null otherwise.</param>
public sealed record StoredZone(string? Id, string? NextId)
{
    /// <summary>A database that says nothing of its zone.</summary>
    public static StoredZone None { get; } = new(null, null);

    private const string Question = """SELECT "TimeZone", "NextTimeZone" FROM "Installation" """;

    /// <summary>What the database says; <see cref="None"/> without the tables of this version.</summary>
    /// <remarks>Not within a transaction, which PostgreSQL ends when a table is missing.</remarks>
    public static async Task<StoredZone> ReadAsync(DbContext db, CancellationToken cancellation)
    {
        await db.Database.OpenConnectionAsync(cancellation);
        try
        {
            await using var command = db.Database.GetDbConnection().CreateCommand();
            command.CommandText = Question;
            await using var rows = await command.ExecuteReaderAsync(cancellation);
            return await rows.ReadAsync(cancellation) ? Of(rows) : None;
        }
        catch (DbException missing) when (IsMissing(missing))
        {
            return None;
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }

    /// <summary>What a SQLite file says; <see cref="None"/> when it is absent, damaged or without the tables of this version.</summary>
    public static StoredZone OfFile(string file)
    {
        if (!File.Exists(file))
            return None;
        try
        {
            var place = new SqliteConnectionStringBuilder
            {
                DataSource = file,
                Mode = SqliteOpenMode.ReadOnly,
                Pooling = false,
            };
            using var connection = new SqliteConnection(place.ConnectionString);
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = Question;
            using var rows = command.ExecuteReader();
            return rows.Read() ? Of(rows) : None;
        }
        catch (SqliteException)
        {
            return None;
        }
    }

    private static StoredZone Of(DbDataReader row) => new(Text(row, 0), Text(row, 1));

    private static string? Text(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    private static bool IsMissing(DbException error) =>
        error is PostgresException { SqlState: PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.UndefinedColumn }
        || error is SqliteException { SqliteErrorCode: SQLitePCL.raw.SQLITE_ERROR };
}
