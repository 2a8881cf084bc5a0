using Microsoft.Win32.SafeHandles;

namespace Portal.Domain.Metrics.Cells;

/// <summary>Stores blocks of packed cells: in memory up to a bound, then in a temporary file that is deleted on dispose.</summary>
internal sealed class CellBlocks(int maxInMemory = CellBlocks.MaxInMemory) : IDisposable
{
    /// <summary>The largest block, in bytes.</summary>
    public const int Size = 1 << 16;

    /// <summary>In blocks: 256 MiB, which hold the cells of about twenty million records.</summary>
    public const int MaxInMemory = 4_096;

    private readonly Lock _lock = new();
    private readonly List<byte[]> _inMemory = [];
    private SafeFileHandle? _file;
    private int _inFile;

    /// <summary>Whether any block went to the file.</summary>
    public bool Spilled => _inFile > 0;

    /// <summary>Stores a copy of the block.</summary>
    /// <returns>The block's number, for <see cref="Get"/>.</returns>
    public int Put(ReadOnlySpan<byte> block)
    {
        int place;
        lock (_lock)
        {
            if (_inMemory.Count < maxInMemory)
            {
                _inMemory.Add(block.ToArray());
                return _inMemory.Count - 1;
            }
            _file ??= File.OpenHandle(
                Path.Combine(Path.GetTempPath(), $"portal-cells-{Guid.NewGuid():n}"),
                FileMode.CreateNew,
                FileAccess.ReadWrite,
                FileShare.None,
                FileOptions.DeleteOnClose
            );
            place = _inFile++;
        }
        RandomAccess.Write(_file, block, (long)place * Size);
        return maxInMemory + place;
    }

    /// <summary>The block. One of the file is read into <paramref name="buffer"/>, which holds <see cref="Size"/> bytes.</summary>
    public ReadOnlyMemory<byte> Get(int number, int length, byte[] buffer)
    {
        if (number < maxInMemory)
        {
            lock (_lock)
                return _inMemory[number];
        }
        var at = (long)(number - maxInMemory) * Size;
        for (var read = 0; read < length; )
        {
            var some = RandomAccess.Read(_file!, buffer.AsSpan(read, length - read), at + read);
            if (some == 0)
                throw new EndOfStreamException("The temporary file of cells is truncated.");
            read += some;
        }
        return buffer.AsMemory(0, length);
    }

    public void Dispose() => _file?.Dispose();
}
