using System.Security.Cryptography;
using System.Text;
using Portal.Domain.Records;

namespace Portal.Domain.Intake.Watched;

/// <summary>A folder into which another system drops files to be imported.</summary>
/// <param name="Path">Absolute.</param>
/// <param name="Stream">The kind of records in the files.</param>
/// <param name="Unit">The code of the unit: rows may name it and the units below it.</param>
public sealed record WatchedFolder(string Path, RecordStream Stream, string Unit)
{
    /// <summary>The import profile by its name; null where the columns are the portal's own.</summary>
    public string? Profile { get; init; }

    /// <summary>The source of rows that name none; null for none.</summary>
    public string? Source { get; init; }

    /// <summary>The name of the folder itself, which its imports show as their sender.</summary>
    public string Name { get; } = System.IO.Path.GetFileName(System.IO.Path.TrimEndingDirectorySeparator(Path));

    /// <summary>Tells the folder from others in the store, by its path; 16 characters.</summary>
    public string Key { get; } = Hash(Path, 16);

    /// <summary>The first digits of the hash of a text, hexadecimal.</summary>
    internal static string Hash(string text, int digits) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..digits];
}

/// <summary>The watched folders of the settings; none by default.</summary>
public sealed record WatchedFolderOptions(IReadOnlyList<WatchedFolder> Folders);
