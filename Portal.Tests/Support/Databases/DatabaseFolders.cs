namespace Portal.Tests.Support.Databases;

/// <summary>
/// Where tests keep databases: in memory where the system offers room for files there. Hundreds are created from a template and deleted
/// again, each of hundreds of files on PostgreSQL; on a disk that took a fifth of all processor time.
/// </summary>
internal static class DatabaseFolders
{
    /// <summary>The databases of a run take less than half of it at any time.</summary>
    private const long RoomNeeded = 4L << 30;

    private const string InMemory = "/dev/shm";

    private static readonly Lazy<string> s_parent = new(() => HasRoom(InMemory) ? InMemory : Path.GetTempPath());

    /// <summary>A new, empty folder of this user alone; the caller deletes it.</summary>
    public static DirectoryInfo Create(string prefix)
    {
        if (OperatingSystem.IsWindows())
            return Directory.CreateTempSubdirectory(prefix);
        var path = Path.Combine(s_parent.Value, prefix + Guid.NewGuid().ToString("n"));
        return Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private static bool HasRoom(string folder)
    {
        try
        {
            return Directory.Exists(folder) && new DriveInfo(folder).AvailableFreeSpace >= RoomNeeded;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
