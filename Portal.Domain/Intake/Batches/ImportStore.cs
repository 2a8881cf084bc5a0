using Portal.Domain.Intake.Files;

namespace Portal.Domain.Intake.Batches;

/// <summary>Where uploaded files wait, and how large they may be.</summary>
/// <param name="Folder">The absolute path of the folder; made when missing.</param>
/// <param name="MostBytes">The largest file taken.</param>
public sealed record ImportStoreOptions(string Folder, long MostBytes)
{
    /// <summary>2 GiB.</summary>
    public const long DefaultMostBytes = 2L << 30;
}

/// <summary>Keeps uploaded files under random names until they have been taken in.</summary>
public sealed class ImportStore(ImportStoreOptions options)
{
    private const int Chunk = 128 * 1024;

    public long MostBytes => options.MostBytes;

    /// <summary>Writes the stream to disk as it comes; memory does not grow with it.</summary>
    /// <returns>The name under which it is kept, and its length in bytes.</returns>
    /// <exception cref="Files.RecordFileException">It is larger than allowed; nothing of it is kept.</exception>
    public async Task<(string Name, long Length)> SaveAsync(Stream content, CancellationToken cancellation = default)
    {
        Directory.CreateDirectory(options.Folder);
        var name = Guid.NewGuid().ToString("n");
        try
        {
            await using var file = new FileStream(
                PathOf(name),
                FileMode.CreateNew,
                FileAccess.Write,
                FileShare.None,
                Chunk,
                FileOptions.Asynchronous
            );
            var (buffer, length) = (new byte[Chunk], 0L);
            for (int read; (read = await content.ReadAsync(buffer, cancellation)) > 0; )
            {
                length += read;
                if (length > options.MostBytes)
                    throw new Files.RecordFileException("file.tooLarge", line: null, options.MostBytes >> 20);
                await file.WriteAsync(buffer.AsMemory(0, read), cancellation);
            }
            return (name, length);
        }
        catch
        {
            Delete(name);
            throw;
        }
    }

    /// <exception cref="FileNotFoundException">It is gone.</exception>
    public FileStream Open(string name) =>
        new(PathOf(name), FileMode.Open, FileAccess.Read, FileShare.Read, Chunk, FileOptions.Asynchronous | FileOptions.SequentialScan);

    public bool Has(string name) => File.Exists(PathOf(name));

    /// <summary>Does nothing when it is gone already.</summary>
    public void Delete(string name)
    {
        if (Directory.Exists(options.Folder))
            File.Delete(PathOf(name));
    }

    /// <summary>Names of all files kept, with the time each was last written.</summary>
    public IReadOnlyList<(string Name, DateTimeOffset WrittenAt)> All() =>
        !Directory.Exists(options.Folder)
            ? []
            :
            [
                .. new DirectoryInfo(options.Folder)
                    .EnumerateFiles()
                    .Where(f => Guid.TryParseExact(f.Name, "n", out _))
                    .Select(f => (f.Name, new DateTimeOffset(f.LastWriteTimeUtc, TimeSpan.Zero))),
            ];

    private string PathOf(string name) =>
        Guid.TryParseExact(name, "n", out _) ? Path.Combine(options.Folder, name) : throw new FileNotFoundException(message: null, name);
}
