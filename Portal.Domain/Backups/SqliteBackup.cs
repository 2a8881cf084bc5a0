using Microsoft.Data.Sqlite;
using Portal.Domain.Data.Files;

namespace Portal.Domain.Backups;

/// <summary>Backs up a SQLite database into one file.</summary>
internal static class SqliteBackup
{
    /// <exception cref="BackupException">There is no database, or the copy is not whole; no file is left.</exception>
    public static void BackUp(string database, string file)
    {
        if (SqliteHeader.IsAbsent(database))
            throw new BackupException("There is no database yet.");
        using var inUse = DatabaseLock.Share(database);
        if (new DatabaseReplacement(database).IsPending)
            throw new BackupException("A restore of this database was interrupted; start the portal once, which finishes it.");
        // Under another name until it is known to be good.
        var making = file + ".unchecked";
        try
        {
            File.Delete(making);
            SqliteCopy.Make(database, making);
            if (SqliteCopy.Damage(making) is { } damage)
                throw new BackupException($"The database is damaged, so no backup was made: {damage}");
            DurableFile.Flush(making);
            File.Move(making, file, overwrite: false);
            DurableFile.FlushFolder(file);
        }
        catch (SqliteException unreadable)
        {
            throw new BackupException($"The database cannot be copied, so no backup was made: {unreadable.Message}", unreadable);
        }
        finally
        {
            foreach (var suffix in (string[])["", "-journal", "-wal", "-shm"])
                File.Delete(making + suffix);
        }
    }
}
