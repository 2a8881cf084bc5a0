using System.Globalization;

namespace Portal.Domain.Intake.Watched;

/// <summary>Opens files of a watched folder, and never one to which a link leads.</summary>
internal static class FolderReading
{
    private const int Buffer = 128 * 1024;
    private const int MostLinks = 40; // as many as Linux follows

    /// <returns>Null while another program has it open to write, as far as that can be told, or when it is gone or a link.</returns>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static FileStream? Open(string folder, string name)
    {
        FileStream? file = null;
        try
        {
            file = new(
                Path.Combine(folder, name),
                FileMode.Open,
                FileAccess.Read,
                FileShare.Read,
                Buffer,
                FileOptions.Asynchronous | FileOptions.SequentialScan
            );
            if (IsWithin(file, folder, name))
                return file;
        }
        catch (IOException)
        {
            // Open elsewhere, or gone.
        }
        file?.Dispose();
        return null;
    }

    // A file may be replaced by a link after it was looked at: what was opened decides.
    private static bool IsWithin(FileStream file, string folder, string name)
    {
        if (!OperatingSystem.IsLinux())
            return !FolderFile.IsLink(new FileInfo(Path.Combine(folder, name)));
        var number = file.SafeFileHandle.DangerousGetHandle().ToString(CultureInfo.InvariantCulture);
        return new FileInfo("/proc/self/fd/" + number).LinkTarget is not { } opened
            || opened == Path.Combine(Real(Path.GetFullPath(folder), MostLinks), name);
    }

    /// <summary>The path of a folder without links.</summary>
    private static string Real(string path, int links)
    {
        var real = Path.GetPathRoot(path)!;
        foreach (var part in path[real.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries))
        {
            var next = new DirectoryInfo(Path.Combine(real, part));
            real = links > 0 && next.LinkTarget is { } target ? Real(Path.GetFullPath(target, real), links - 1) : next.FullName;
        }
        return real;
    }
}
