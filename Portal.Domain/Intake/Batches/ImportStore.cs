namespace Portal.Domain.Intake.Batches;

/// <summary>The folder of uploaded files and their greatest size.</summary>
/// <param name="Folder">The absolute path of the folder; created when missing.</param>
/// <param name="MostBytes">The size of the largest file accepted, in bytes.</param>
public sealed record ImportStoreOptions(string Folder, long MostBytes)
{
    /// <summary>2 GiB.</summary>
    public const long DefaultMostBytes = 2L << 30;
}

/// <summary>Stores uploaded files under random names until they are imported.</summary>
public sealed class ImportStore(ImportStoreOptions options)
{
    private const int Chunk = 128 * 1024;

    public long MostBytes => options.MostBytes;

    /// <summary>Writes the stream to disk in chunks; memory does not grow with its length.</summary>
    /// <returns>The name under which the file is stored, and its length in bytes.</returns>
    /// <exception cref="Files.RecordFileException">The file is larger than allowed; nothing of it is stored.</exception>
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

    /// <exception cref="FileNotFoundException">The file was deleted.</exception>
    public FileStream Open(string name) =>
        new(PathOf(name), FileMode.Open, FileAccess.Read, FileShare.Read, Chunk, FileOptions.Asynchronous | FileOptions.SequentialScan);

    public bool Has(string name) => File.Exists(PathOf(name));

    /// <summary>Does nothing when the file is already deleted.</summary>
    public void Delete(string name)
    {
        if (Directory.Exists(options.Folder))
            File.Delete(PathOf(name));
    }

    /// <summary>The names of all stored files, each with the time of its last write.</summary>
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
