namespace Portal.Domain.Data.Files;

/// <summary>
/// The lock between processes that use a SQLite database and commands that replace or move it. The operating system releases it when a
/// process ends, however it ends.
/// </summary>
internal static class DatabaseLock
{
    /// <summary>
    /// A lock that every process of the portal holds while it uses the database, so that it cannot be replaced meanwhile.
    /// </summary>
    /// <exception cref="BackupException">The database is being replaced or moved.</exception>
    public static FileStream Share(string database) =>
        Open(
            database,
            FileAccess.Read,
            FileShare.Read,
            "The database is being restored, moved or rebuilt by another process; wait until it ends."
        );

    /// <summary>An exclusive lock: no process of the portal can start on the database until it is disposed.</summary>
    /// <exception cref="BackupException">A process of the portal is running.</exception>
    public static FileStream Exclude(string database) =>
        Open(
            database,
            FileAccess.ReadWrite,
            FileShare.None,
            "A process of the portal is running on this database, or restores or moves it; stop it first."
        );

    private static FileStream Open(string database, FileAccess access, FileShare share, string refusal)
    {
        var file = database + ".in-use";
        try
        {
            return new FileStream(file, FileMode.OpenOrCreate, access, share);
        }
        catch (IOException held) when (File.Exists(file) && LockedFile.Is(held))
        {
            throw new BackupException(refusal, held);
        }
    }
}
