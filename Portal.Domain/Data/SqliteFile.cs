using Microsoft.Data.Sqlite;

namespace Portal.Domain.Data;

/// <summary>A backup or restore failed. The message is shown to the operator.</summary>
public sealed class BackupException(string message) : Exception(message);

/// <summary>Backs up the SQLite database while it is in use, and restores it while no process uses it.</summary>
public sealed class SqliteFile(DatabaseOptions options)
{
    private string Database =>
        options.Kind == DatabaseKind.Sqlite
            ? new SqliteConnectionStringBuilder(options.ConnectionString).DataSource
            : throw new BackupException("The database is PostgreSQL: use pg_dump and pg_restore.");

    /// <summary>Writes a consistent copy without blocking readers and writers, and checks its integrity.</summary>
    /// <exception cref="BackupException">The file exists already, there is no database, or the copy is damaged.</exception>
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

    /// <summary>
    /// Replaces the database by a backup; a copy of the old database stays beside it with the suffix <c>.before-restore</c>.
    /// </summary>
    /// <exception cref="BackupException">
    /// The backup is not one of the portal or is damaged, or a process of the portal is running.
    /// </exception>
    public void Restore(string file)
    {
        if (!File.Exists(file))
            throw new BackupException($"There is no file {file}.");
        if (Damage(file) is { } damage)
            throw new BackupException($"{file} cannot be restored: {damage}");
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(Database))!);
        using var exclusive = LockExclusively();
        var fresh = Database + ".restoring";
        File.Delete(fresh);
        Copy(file, fresh);
        if (File.Exists(Database))
            Copy(Database, Deleted(Database + ".before-restore"));
        foreach (var part in (string[])["-wal", "-shm"])
            File.Delete(Database + part);
        File.Move(fresh, Database, overwrite: true);
    }

    /// <summary>
    /// A shared lock that every portal process holds while it uses the database, so that it cannot be replaced meanwhile.
    /// </summary>
    internal static FileStream MarkInUse(string database) =>
        new(database + ".in-use", FileMode.OpenOrCreate, FileAccess.Read, FileShare.Read);

    /// <summary>An exclusive lock: no portal process can start on the database until it is disposed.</summary>
    /// <exception cref="BackupException">A portal process is running.</exception>
    internal FileStream LockExclusively()
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

    private static string Deleted(string file)
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

    /// <summary>The damage of the file in words; null when it is an intact database of the portal.</summary>
    private static string? Damage(string file)
    {
        try
        {
            using var connection = Open(file, SqliteOpenMode.ReadOnly);
            if (
                Scalar(connection, "SELECT count(*) FROM sqlite_master WHERE name IN ('__EFMigrationsHistory', 'Records', 'MetricCells')")
                != "3"
            )
                return "it is not a database of the portal.";
            var check = Scalar(connection, "PRAGMA integrity_check");
            return check == "ok" ? null : check;
        }
        catch (SqliteException unreadable)
        {
            return unreadable.Message;
        }
    }

    private static string? Scalar(SqliteConnection connection, string question)
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
