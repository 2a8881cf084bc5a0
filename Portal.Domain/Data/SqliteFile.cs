using Microsoft.Data.Sqlite;

namespace Portal.Domain.Data;

/// <summary>Why a file was not backed up or restored, in a sentence for whoever asked.</summary>
public sealed class BackupException(string message) : Exception(message);

/// <summary>Copies the SQLite database out while it is in use, and in while it is not.</summary>
public sealed class SqliteFile(DatabaseOptions options)
{
    private string Database =>
        options.Kind == DatabaseKind.Sqlite
            ? new SqliteConnectionStringBuilder(options.ConnectionString).DataSource
            : throw new BackupException("The database is PostgreSQL: use pg_dump and pg_restore.");

    /// <summary>Writes a consistent copy while others read and write, and checks it.</summary>
    /// <exception cref="BackupException">The file exists already, there is no database, or the copy is not sound.</exception>
    public void BackUp(string file)
    {
        if (!File.Exists(Database))
            throw new BackupException("There is no database yet.");
        if (File.Exists(file))
            throw new BackupException($"{file} exists already.");
        Copy(Database, file);
        if (Damage(file) is { } damage)
            throw new BackupException($"The copy is damaged: {damage}");
    }

    /// <summary>Puts a backup in the database's place; what was there is kept beside it with the ending <c>.before-restore</c>.</summary>
    /// <exception cref="BackupException">The backup is not one of the portal or is damaged, or a process of the portal is running.</exception>
    public void Restore(string file)
    {
        if (!File.Exists(file))
            throw new BackupException($"There is no file {file}.");
        if (Damage(file) is { } damage)
            throw new BackupException($"{file} cannot be restored: {damage}");
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(Database))!);
        using var alone = TakeAlone();
        var fresh = Database + ".restoring";
        File.Delete(fresh);
        Copy(file, fresh);
        if (File.Exists(Database))
            Copy(Database, Fresh(Database + ".before-restore"));
        foreach (var part in (string[])["-wal", "-shm"])
            File.Delete(Database + part);
        File.Move(fresh, Database, overwrite: true);
    }

    /// <summary>Every process that works with the file holds this, so that none of them has it taken from under it.</summary>
    internal static FileStream MarkInUse(string database) =>
        new(database + ".in-use", FileMode.OpenOrCreate, FileAccess.Read, FileShare.Read);

    /// <summary>Keeps every process of the portal away until it is disposed.</summary>
    /// <exception cref="BackupException">One is running.</exception>
    internal FileStream TakeAlone()
    {
        try
        {
            return new FileStream(Database + ".in-use", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            throw new BackupException("A process of the portal is running on this database; stop it first.");
        }
    }

    private static string Fresh(string file)
    {
        File.Delete(file);
        return file;
    }

    private static void Copy(string from, string to)
    {
        using var source = Open(from, SqliteOpenMode.ReadOnly);
        using var target = Open(to, SqliteOpenMode.ReadWriteCreate);
        source.BackupDatabase(target);
    }

    /// <summary>Null when the file is a sound database of the portal.</summary>
    private static string? Damage(string file)
    {
        try
        {
            using var connection = Open(file, SqliteOpenMode.ReadOnly);
            if (
                Ask(connection, "SELECT count(*) FROM sqlite_master WHERE name IN ('__EFMigrationsHistory', 'Records', 'MetricCells')")
                != "3"
            )
                return "it is not a database of the portal.";
            var check = Ask(connection, "PRAGMA integrity_check");
            return check == "ok" ? null : check;
        }
        catch (SqliteException unreadable)
        {
            return unreadable.Message;
        }
    }

    private static string? Ask(SqliteConnection connection, string question)
    {
        using var command = connection.CreateCommand();
        command.CommandText = question;
        return Convert.ToString(command.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture);
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
