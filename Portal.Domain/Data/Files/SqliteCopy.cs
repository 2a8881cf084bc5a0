using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Portal.Domain.Data.Files;

/// <summary>Copies SQLite databases, and asks whether a copy is whole and what it holds.</summary>
internal static class SqliteCopy
{
    /// <summary>Writes a consistent copy into one new file, readable by its owner alone, without blocking readers and writers.</summary>
    public static void Make(string from, string to)
    {
        DurableFile.Create(to);
        using var source = Open(from, SqliteOpenMode.ReadOnly);
        using var target = Open(to, SqliteOpenMode.ReadWrite);
        source.BackupDatabase(target);
        // A copy of a database in WAL mode is in that mode; opening it would leave two more files beside it.
        Scalar(target, "PRAGMA journal_mode = DELETE");
    }

    /// <summary>The damage of a database in words; null when it is an intact database of the portal.</summary>
    public static string? Damage(string file)
    {
        try
        {
            using var connection = Open(file, SqliteOpenMode.ReadOnly);
            if (
                Scalar(connection, "SELECT count(*) FROM sqlite_master WHERE name IN ('__EFMigrationsHistory', 'Records', 'MetricCells')")
                != "3"
            )
                return "it is no database of the portal.";
            var check = Scalar(connection, "PRAGMA integrity_check(1)");
            return check == "ok" ? null : check;
        }
        catch (SqliteException unreadable)
        {
            return unreadable.Message;
        }
    }

    /// <summary>The migrations that were applied to the database, in their order.</summary>
    public static IReadOnlyList<string> Migrations(string file)
    {
        using var connection = Open(file, SqliteOpenMode.ReadOnly);
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT MigrationId FROM __EFMigrationsHistory ORDER BY MigrationId";
        using var reader = command.ExecuteReader();
        var applied = new List<string>();
        while (reader.Read())
            applied.Add(reader.GetString(0));
        return applied;
    }

    /// <summary>
    /// The identity of the installation to which the database belongs; null when it has none, is absent or cannot be read.
    /// </summary>
    public static string? Identity(string file)
    {
        if (!File.Exists(file))
            return null;
        try
        {
            using var connection = Open(file, SqliteOpenMode.ReadOnly);
            return Scalar(connection, "SELECT Identity FROM Installation") is { Length: > 0 } identity ? identity : null;
        }
        catch (SqliteException)
        {
            return null;
        }
    }

    /// <summary>Executes statements in one transaction.</summary>
    public static void Execute(string file, string statements)
    {
        using var connection = Open(file, SqliteOpenMode.ReadWrite);
        using var transaction = connection.BeginTransaction();
        using var command = connection.CreateCommand();
        (command.CommandText, command.Transaction) = (statements, transaction);
        command.ExecuteNonQuery();
        transaction.Commit();
    }

    private static string? Scalar(SqliteConnection connection, string question)
    {
        using var command = connection.CreateCommand();
        command.CommandText = question;
        return Convert.ToString(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }

    private static SqliteConnection Open(string file, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder
            {
                DataSource = file,
                Mode = mode,
                Pooling = false,
            }.ConnectionString
        );
        connection.Open();
        return connection;
    }
}
