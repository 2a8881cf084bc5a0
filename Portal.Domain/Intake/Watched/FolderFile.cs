using System.Globalization;
using Portal.Domain.Shared;

namespace Portal.Domain.Intake.Watched;

/// <summary>A file in a watched folder, as one look finds it.</summary>
/// <param name="Name">Without a folder.</param>
/// <param name="Length">In bytes; not 0.</param>
/// <param name="WrittenAt">The last time at which it was written, by the clock of the disk.</param>
internal sealed record FolderFile(string Name, long Length, DateTime WrittenAt)
{
    // What the runtime shows of bytes that are not UTF-8.
    private const char Replacement = '\uFFFD';

    private static readonly EnumerationOptions s_all = new() { IgnoreInaccessible = false, AttributesToSkip = FileAttributes.None };

    // Names that programs give to files which they have not finished.
    private static readonly string[] s_unfinished = [".tmp", ".part", ".filepart", ".crdownload"];

    /// <summary>
    /// The mark of the file on its import: the same file, at the same place and unchanged, has the same one. A file that was written anew
    /// is another file.
    /// </summary>
    public string Origin(WatchedFolder folder) =>
        folder.Key
        + "/"
        + WatchedFolder.Hash(string.Create(CultureInfo.InvariantCulture, $"{Name}\0{Length}\0{WrittenAt.Ticks}"), digits: 48);

    /// <summary>Whether a name says that the file may be taken when it is complete.</summary>
    public static bool MayBeTaken(string name) =>
        !name.StartsWith('.') && !Array.Exists(s_unfinished, end => name.EndsWith(end, StringComparison.OrdinalIgnoreCase));

    /// <summary>
    /// The names in a folder that are not in UTF-8, as those of an old system in GBK: they are shown with a character in place of what was
    /// not read, and no file is found by them.
    /// </summary>
    /// <exception cref="IOException">The folder cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder cannot be read.</exception>
    public static IReadOnlyList<string> UnreadableIn(string folder) =>
        [
            .. new DirectoryInfo(folder)
                .EnumerateFiles("*", s_all)
                .Select(file => file.Name)
                .Where(name => name.Contains(Replacement, StringComparison.Ordinal) && MayBeTaken(name))
                .Where(name => !Path.Exists(Path.Combine(folder, name)))
                .Select(name => RecordText.ForDisplay(name))
                .Order(StringComparer.Ordinal),
        ];

    /// <summary>
    /// The files of a folder that may be taken, the one written first in front. Links, folders and files without content are left alone:
    /// the first lead elsewhere, the last may have just been begun, or be a pipe, which would be waited for.
    /// </summary>
    /// <exception cref="IOException">The folder cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder cannot be read.</exception>
    public static IReadOnlyList<FolderFile> In(string folder) =>
        [
            .. new DirectoryInfo(folder)
                .EnumerateFiles("*", s_all)
                .Where(file => MayBeTaken(file.Name) && !IsLink(file) && file is { Exists: true, Length: > 0 })
                .Select(file => new FolderFile(file.Name, file.Length, file.LastWriteTimeUtc))
                .OrderBy(file => file.WrittenAt)
                .ThenBy(file => file.Name, StringComparer.Ordinal),
        ];

    /// <summary>The file of that name now; null when there is none that may be taken.</summary>
    public static FolderFile? Find(string path) =>
        new FileInfo(path) is { Exists: true } file && !IsLink(file) ? new(file.Name, file.Length, file.LastWriteTimeUtc) : null;

    /// <summary>Whether a file or folder is a link.</summary>
    public static bool IsLink(FileSystemInfo entry) =>
        entry.LinkTarget is not null || entry.Attributes.HasFlag(FileAttributes.ReparsePoint);
}
