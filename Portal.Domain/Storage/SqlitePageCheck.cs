using System.Globalization;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Portal.Domain.Storage;

/// <summary>Reads all pages of a SQLite file, table by table, and finds those that are damaged.</summary>
internal static class SqlitePageCheck
{
    /// <param name="file">The database; it may be in use.</param>
    /// <param name="pause">Called after each table with the time that it took, so that the check leaves the machine to others.</param>
    /// <param name="stop">Ends the check, also in the middle of a table.</param>
    /// <returns>The first damage in words; null when there is none.</returns>
    public static async Task<string?> FindAsync(string file, Func<TimeSpan, Task> pause, CancellationToken stop)
    {
        try
        {
            await using var connection = new SqliteConnection(
                new SqliteConnectionStringBuilder
                {
                    DataSource = file,
                    Mode = SqliteOpenMode.ReadOnly,
                    Pooling = false,
                }.ConnectionString
            );
            await connection.OpenAsync(stop);
            await using var interrupt = stop.Register(() => raw.sqlite3_interrupt(connection.Handle));
            foreach (var table in Tables(connection))
            {
                stop.ThrowIfCancellationRequested();
                var began = TimeProvider.System.GetTimestamp();
                if (Check(connection, table) is var answer and not "ok")
                    return $"{table}: {answer}";
                await pause(TimeProvider.System.GetElapsedTime(began));
            }
            return null;
        }
        catch (SqliteException damaged) when (damaged.SqliteErrorCode is raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB)
        {
            return damaged.Message;
        }
        catch (SqliteException interrupted) when (interrupted.SqliteErrorCode == raw.SQLITE_INTERRUPT)
        {
            throw new OperationCanceledException(interrupted.Message, interrupted, stop);
        }
    }

    private static List<string> Tables(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name";
        using var reader = command.ExecuteReader();
        var tables = new List<string>();
        while (reader.Read())
            tables.Add(reader.GetString(0));
        return tables;
    }

    // Without the comparison of rows with indexes, which takes many times as long.
    private static string Check(SqliteConnection connection, string table)
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"PRAGMA quick_check(\"{table.Replace("\"", "\"\"", StringComparison.Ordinal)}\")";
        return Convert.ToString(command.ExecuteScalar(), CultureInfo.InvariantCulture)!;
    }
}
