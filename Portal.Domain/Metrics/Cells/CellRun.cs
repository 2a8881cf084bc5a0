using System.Buffers.Binary;
using Portal.Domain.Metrics.Formulas;

namespace Portal.Domain.Metrics.Cells;

/// <summary>Cells in the table's order, packed: most cells take about twelve bytes.</summary>
/// <remarks>
/// A cell is stored as the distance of its key from the previous key, a bit mask of the measures that are not zero, and those measures,
/// zigzag-coded. The first cell of every block has no previous key, so that a block can be read alone. The mask has 16 bits, one for each
/// measure (<see cref="MeasureColumns.Count"/>).
/// </remarks>
internal sealed class CellRun(CellBlocks blocks)
{
    /// <summary>In bytes: three numbers of a key and all measures, each of the longest encoding, and the mask.</summary>
    private const int LongestCell = (Varints.Longest * (3 + MeasureColumns.Count)) + sizeof(ushort);

    private readonly CellBlocks _blocks = blocks;
    private readonly List<(int Block, int Length)> _written = [];
    private byte[]? _buffer = new byte[CellBlocks.Size];
    private int _length;
    private UInt128 _last;

    /// <summary>Number of cells.</summary>
    public long Count { get; private set; }

    /// <summary>Writes all cells to a new run.</summary>
    public static CellRun Of(CellBlocks blocks, ICellCursor cells)
    {
        var run = new CellRun(blocks);
        while (cells.MoveNext())
            run.Add(cells.Key, cells.Sum);
        run.Complete();
        return run;
    }

    /// <summary>Adds the cell; its key must be greater than that of the cell added before.</summary>
    public void Add(UInt128 key, in Measures measures)
    {
        if (_length + LongestCell > CellBlocks.Size)
            Flush();
        var at = _buffer.AsSpan(_length);
        var length = WriteKey(at, key);
        var values = MeasureColumns.Values(in measures);
        var (maskAt, mask) = (length, 0);
        length += sizeof(ushort);
        for (var i = 0; i < values.Length; i++)
        {
            if (values[i] == 0)
                continue;
            mask |= 1 << i;
            length += Varints.Write(at[length..], Varints.Zigzag(values[i]));
        }
        BinaryPrimitives.WriteUInt16LittleEndian(at[maskAt..], (ushort)mask);
        _length += length;
        _last = key;
        Count++;
    }

    /// <summary>Writes the last block; no cell can be added afterwards.</summary>
    public void Complete()
    {
        Flush();
        _buffer = null;
    }

    /// <summary>A new cursor over the cells, at any time after <see cref="Complete"/>.</summary>
    public ICellCursor Read() => new Cursor(this);

    private int WriteKey(Span<byte> at, UInt128 key)
    {
        var (upper, lower, lastUpper, lastLower) = ((ulong)(key >> 64), (ulong)key, (ulong)(_last >> 64), (ulong)_last);
        var length = Varints.Write(at, upper - lastUpper);
        if (upper != lastUpper)
            lastLower = 0;
        length += Varints.Write(at[length..], (lower >> 32) - (lastLower >> 32));
        var lastKey = lower >> 32 == lastLower >> 32 ? (uint)lastLower : 0;
        return length + Varints.Write(at[length..], (uint)lower - lastKey);
    }

    private void Flush()
    {
        if (_length > 0)
            _written.Add((_blocks.Put(_buffer.AsSpan(0, _length)), _length));
        (_length, _last) = (0, 0);
    }

    private sealed class Cursor(CellRun run) : ICellCursor
    {
        private readonly byte[] _room = run._blocks.Spilled ? new byte[CellBlocks.Size] : [];
        private ReadOnlyMemory<byte> _block;
        private int _nextBlock;
        private int _at;
        private Measures _sum;

        public UInt128 Key { get; private set; }

        public ref readonly Measures Sum => ref _sum;

        public bool MoveNext()
        {
            if (_at == _block.Length && !Load())
                return false;
            var bytes = _block.Span;
            ReadKey(bytes);
            var mask = (uint)BinaryPrimitives.ReadUInt16LittleEndian(bytes[_at..]);
            _at += sizeof(ushort);
            Span<long> values = stackalloc long[MeasureColumns.Count];
            values.Clear();
            for (; mask != 0; mask &= mask - 1)
                values[System.Numerics.BitOperations.TrailingZeroCount(mask)] = Varints.Unzigzag(Varints.Read(bytes, ref _at));
            _sum = MeasureColumns.Read(values);
            return true;
        }

        private void ReadKey(ReadOnlySpan<byte> bytes)
        {
            var (upper, lower) = ((ulong)(Key >> 64), (ulong)Key);
            var further = Varints.Read(bytes, ref _at);
            if (further != 0)
                lower = 0;
            var period = Varints.Read(bytes, ref _at);
            var key = Varints.Read(bytes, ref _at) + (period == 0 ? (uint)lower : 0);
            Key = new(upper + further, (((lower >> 32) + period) << 32) | key);
        }

        private bool Load()
        {
            if (_nextBlock == run._written.Count)
                return false;
            var (number, length) = run._written[_nextBlock++];
            _block = run._blocks.Get(number, length, _room);
            (_at, Key) = (0, 0);
            return true;
        }
    }
}
