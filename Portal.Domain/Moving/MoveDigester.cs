using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Portal.Domain.Moving;

/// <summary>Computes the digest of one table; hashes the value itself, not its representation in a database.</summary>
internal sealed class MoveDigester
{
    private const byte Null = 0;
    private const byte Number = 1;
    private const byte Text = 2;
    private const byte Bytes = 3;

    private byte[] _row = new byte[1024];
    private int _length;
    private MoveDigest _sum;

    public MoveDigest Sum => _sum;

    public void AddNull() => Reserve(1)[0] = Null;

    public void Add(long value)
    {
        var target = Reserve(1 + sizeof(long));
        target[0] = Number;
        BinaryPrimitives.WriteInt64LittleEndian(target[1..], value);
    }

    public void Add(string value)
    {
        var bytes = Encoding.UTF8.GetByteCount(value);
        var target = Reserve(1 + sizeof(int) + bytes);
        target[0] = Text;
        BinaryPrimitives.WriteInt32LittleEndian(target[1..], bytes);
        Encoding.UTF8.GetBytes(value, target[(1 + sizeof(int))..]);
    }

    public void Add(ReadOnlySpan<byte> value)
    {
        var target = Reserve(1 + sizeof(int) + value.Length);
        target[0] = Bytes;
        BinaryPrimitives.WriteInt32LittleEndian(target[1..], value.Length);
        value.CopyTo(target[(1 + sizeof(int))..]);
    }

    public void EndRow()
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(_row.AsSpan(0, _length), hash);
        _length = 0;
        _sum = new(
            _sum.Rows + 1,
            unchecked(_sum.A + Quarter(hash, 0)),
            unchecked(_sum.B + Quarter(hash, 1)),
            unchecked(_sum.C + Quarter(hash, 2)),
            unchecked(_sum.D + Quarter(hash, 3))
        );
    }

    private static ulong Quarter(ReadOnlySpan<byte> hash, int number) =>
        BinaryPrimitives.ReadUInt64BigEndian(hash[(number * sizeof(ulong))..]);

    private Span<byte> Reserve(int count)
    {
        if (_row.Length - _length < count)
            Array.Resize(ref _row, Math.Max(_row.Length * 2, _length + count));
        _length += count;
        return _row.AsSpan(_length - count, count);
    }
}
