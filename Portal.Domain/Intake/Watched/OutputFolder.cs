using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Portal.Domain.Intake.Watched;

/// <summary>
/// Moves files of a watched folder into a folder within it. Nothing is overwritten or deleted: a name that is taken gets a number.
/// </summary>
/// <param name="folder">The watched folder.</param>
/// <param name="name">The name of the folder into which they are moved, made when it is not there.</param>
internal sealed class OutputFolder(string folder, string name)
{
    /// <summary>Of a name, in bytes: the most that file systems take.</summary>
    private const int LongestName = 255;
    private const int MostNumber = 100_000;

    private string Place => Path.Combine(folder, name);

    /// <summary>Whether files put there would leave the watched folder.</summary>
    public bool IsLinked => new DirectoryInfo(Place) is { Exists: true } place && FolderFile.IsLink(place);

    /// <summary>Finds a free name for the file, and puts reports beside it under the same name.</summary>
    /// <param name="fileName">The file's name in the watched folder.</param>
    /// <param name="reports">
    /// None for none. The same report, of a run that was interrupted before it moved the file, is not written twice.
    /// </param>
    /// <param name="cancellation">Leaves nothing but, perhaps, a report.</param>
    /// <returns>The path for <see cref="TryMove"/>.</returns>
    public async Task<string> PrepareAsync(string fileName, IReadOnlyList<FolderReport> reports, CancellationToken cancellation)
    {
        Directory.CreateDirectory(Place);
        var written = new List<(string Path, string Ending)>();
        try
        {
            foreach (var report in reports)
                written.Add((await WriteAsync(report, cancellation), report.Ending));
            for (var number = 1; number <= MostNumber; number++)
            {
                var path = Path.Combine(Place, Numbered(fileName, number, Path.GetExtension(fileName)));
                if (
                    !IsTaken(path)
                    && written.TrueForAll(one => TryPut(one.Path, Path.Combine(Place, Numbered(fileName, number, one.Ending))))
                )
                    return path;
            }
            throw new IOException("No name is free.");
        }
        finally
        {
            written.ForEach(one => File.Delete(one.Path));
        }
    }

    /// <summary>Moves the file to the place that was prepared; unless another file has been written under its name meanwhile.</summary>
    /// <returns>False when the file is gone, is another by now, or the place is taken.</returns>
    public bool TryMove(FolderFile file, string to)
    {
        var from = Path.Combine(folder, file.Name);
        if (FolderFile.Find(from) != file)
            return false;
        try
        {
            File.Move(from, to, overwrite: false);
            if (FolderFile.Find(to) is not { } moved || (moved.Length == file.Length && moved.WrittenAt == file.WrittenAt))
                return true;
            File.Move(to, from, overwrite: false); // written anew in the moment of moving: to be imported too
            return false;
        }
        catch (FileNotFoundException)
        {
            return false; // another process moved it
        }
        catch (IOException) when (Path.Exists(to))
        {
            return false; // the next look finds another name
        }
    }

    // A link that leads nowhere takes its name too.
    private static bool IsTaken(string path) => Path.Exists(path) || new FileInfo(path).LinkTarget is not null;

    private async Task<string> WriteAsync(FolderReport report, CancellationToken cancellation)
    {
        var path = Path.Combine(Place, $".{Guid.NewGuid():n}.part");
        await using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None);
        await report.WriteAsync(file, cancellation);
        return path;
    }

    private static bool TryPut(string written, string path)
    {
        if (!IsTaken(path))
        {
            try
            {
                File.Move(written, path, overwrite: false);
                return true;
            }
            catch (IOException) when (Path.Exists(path))
            {
                // Another process has put a file there meanwhile.
            }
        }
        return File.Exists(written) && IsSame(new FileInfo(written), new FileInfo(path));
    }

    private static bool IsSame(FileInfo one, FileInfo other)
    {
        if (FolderFile.IsLink(other) || !other.Exists || one.Length != other.Length)
            return false;
        using var first = one.OpenRead();
        using var second = other.OpenRead();
        return SHA256.HashData(first).AsSpan().SequenceEqual(SHA256.HashData(second));
    }

    // Shortened at the end of the stem, so that the ending keeps saying what it is.
    private static string Numbered(string fileName, int number, string ending)
    {
        var end = number == 1 ? ending : string.Create(CultureInfo.InvariantCulture, $"-{number}{ending}");
        var stem = Path.GetFileNameWithoutExtension(fileName).AsSpan();
        while (Encoding.UTF8.GetByteCount(stem) + Encoding.UTF8.GetByteCount(end) > LongestName)
            stem = stem[..^(stem.Length > 1 && char.IsLowSurrogate(stem[^1]) ? 2 : 1)];
        return string.Concat(stem, end);
    }
}

/// <summary>A file that is put beside an imported one.</summary>
/// <param name="Ending">Takes the place of the imported file's extension, such as <c>.rejected.csv</c>.</param>
/// <param name="WriteAsync">Writes the content; the same each time.</param>
internal sealed record FolderReport(string Ending, Func<Stream, CancellationToken, Task> WriteAsync);
