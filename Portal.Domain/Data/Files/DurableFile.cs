using System.Runtime.InteropServices;

namespace Portal.Domain.Data.Files;

/// <summary>
/// File operations that survive a loss of power: contents and names are on the disk when the call returns. New files can be read and
/// written by their owner alone.
/// </summary>
internal static class DurableFile
{
    public const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private const string Unfinished = ".new";

    /// <summary>Creates an empty file.</summary>
    /// <exception cref="IOException">The file exists already.</exception>
    public static void Create(string path) => Open(path, FileMode.CreateNew).Dispose();

    /// <summary>Writes the whole text or, when the process is killed, nothing; replaces an existing file.</summary>
    public static void Write(string path, string text)
    {
        WriteUnfinished(path, text);
        File.Move(path + Unfinished, path, overwrite: true);
        FlushFolder(path);
    }

    /// <summary>Writes the whole text, unless the file exists already.</summary>
    /// <returns>False when it exists; it is then unchanged.</returns>
    public static bool TryWriteNew(string path, string text)
    {
        if (File.Exists(path))
            return false;
        // A name of its own: several processes may try at once, and one of them wins.
        var own = path + Path.GetRandomFileName();
        WriteUnfinished(own, text);
        try
        {
            File.Move(own + Unfinished, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(own + Unfinished);
            return false;
        }
        FlushFolder(path);
        return true;
    }

    /// <summary>Writes the contents of a file to the disk, and leaves it to its owner alone.</summary>
    public static void Flush(string path)
    {
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, OwnerOnly);
        using var file = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite);
        RandomAccess.FlushToDisk(file);
    }

    /// <summary>Renames a file within its folder; a file with the new name is replaced.</summary>
    public static void Rename(string from, string to)
    {
        File.Move(from, to, overwrite: true);
        FlushFolder(to);
    }

    /// <summary>Deletes a file, if it exists.</summary>
    public static void Delete(string path)
    {
        File.Delete(path);
        FlushFolder(path);
    }

    /// <summary>Writes the names of the file's folder to the disk.</summary>
    public static void FlushFolder(string path)
    {
        if (OperatingSystem.IsWindows())
            return;
        var folder = Native.open(Path.GetDirectoryName(Path.GetFullPath(path))!, 0);
        if (folder < 0)
            return;
        _ = Native.fsync(folder);
        _ = Native.close(folder);
    }

    private static void WriteUnfinished(string path, string text)
    {
        using var file = Open(path + Unfinished, FileMode.Create);
        file.Write(System.Text.Encoding.UTF8.GetBytes(text));
        file.Flush(flushToDisk: true);
    }

    private static FileStream Open(string path, FileMode mode)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerOnly;
        return new FileStream(path, options);
    }

    // .NET opens no folder, and a renamed file is durable only when its folder is.
    private static class Native
    {
#pragma warning disable SYSLIB1054, CA5392, CA2101 // The names are those of the C library; a path is marshalled as UTF-8.
        [DllImport("libc", SetLastError = true)]
        public static extern int open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

        [DllImport("libc", SetLastError = true)]
        public static extern int fsync(int file);

        [DllImport("libc", SetLastError = true)]
        public static extern int close(int file);
#pragma warning restore SYSLIB1054, CA5392, CA2101
    }
}
