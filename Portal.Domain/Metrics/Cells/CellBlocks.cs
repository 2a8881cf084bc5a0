using Microsoft.Win32.SafeHandles;

namespace Portal.Domain.Metrics.Cells;

/// <summary>Holds blocks of packed cells: in memory up to a bound, then in a temporary file that ends with it.</summary>
internal sealed class CellBlocks(int mostInMemory = CellBlocks.MostInMemory) : IDisposable
{
    /// <summary>The largest block, in bytes.</summary>
    public const int Size = 1 << 16;

    /// <summary>A quarter of a gigabyte: the cells of some twenty million records.</summary>
    public const int MostInMemory = 4_096;

    private readonly Lock _lock = new();
    private readonly List<byte[]> _inMemory = [];
    private SafeFileHandle? _file;
    private int _inFile;

    /// <summary>Whether any block went to the file.</summary>
    public bool Spilled => _inFile > 0;

    /// <summary>Keeps a copy of the block.</summary>
    /// <returns>Its number.</returns>
    public int Put(ReadOnlySpan<byte> block)
    {
        int place;
        lock (_lock)
        {
            if (_inMemory.Count < mostInMemory)
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
        return mostInMemory + place;
    }

    /// <summary>The block; <paramref name="room"/> is where one of the file is read to, and has room for <see cref="Size"/>.</summary>
    public ReadOnlyMemory<byte> Get(int number, int length, byte[] room)
    {
        if (number < mostInMemory)
        {
            lock (_lock)
                return _inMemory[number];
        }
        var at = (long)(number - mostInMemory) * Size;
        for (var read = 0; read < length; )
        {
            var some = RandomAccess.Read(_file!, room.AsSpan(read, length - read), at + read);
            if (some == 0)
                throw new EndOfStreamException("The temporary file of cells is cut off.");
            read += some;
        }
        return room.AsMemory(0, length);
    }

    public void Dispose() => _file?.Dispose();
}
