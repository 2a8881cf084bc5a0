using System.Buffers.Binary;
using Npgsql;

namespace Portal.Domain.Data;

/// <summary>The binary format of PostgreSQL's COPY (documentation of COPY, “Binary Format”), for whole numbers and truth values.</summary>
internal static class PostgresCopy
{
    public const int BufferSize = 1 << 16;

    /// <summary>Before the first row: signature, flags, and an extension of no bytes.</summary>
    public static ReadOnlySpan<byte> Header => s_header;

    private static readonly byte[] s_header = [.. "PGCOPY\n"u8, 0xFF, .. "\r\n\0"u8, 0, 0, 0, 0, 0, 0, 0, 0];
}

/// <summary>Reads what a query returns.</summary>
internal sealed class PostgresCopyReader : IDisposable
{
    private readonly NpgsqlRawCopyStream _stream;
    private readonly byte[] _buffer = new byte[PostgresCopy.BufferSize];
    private int _at;
    private int _end;

    public PostgresCopyReader(NpgsqlConnection connection, string query)
    {
        _stream = connection.BeginRawBinaryCopy($"COPY ({query}) TO STDOUT (FORMAT BINARY)");
        _stream.ReadTimeout = Timeout.Infinite;
        Take(PostgresCopy.Header.Length);
    }

    /// <summary>Goes to the next row; false after the last.</summary>
    public bool MoveNext() => BinaryPrimitives.ReadInt16BigEndian(Take(sizeof(short))) >= 0;

    /// <summary>The next column of the row.</summary>
    public long? Number()
    {
        var length = BinaryPrimitives.ReadInt32BigEndian(Take(sizeof(int)));
        return length switch
        {
            -1 => null,
            1 => Take(1)[0],
            2 => BinaryPrimitives.ReadInt16BigEndian(Take(2)),
            4 => BinaryPrimitives.ReadInt32BigEndian(Take(4)),
            8 => BinaryPrimitives.ReadInt64BigEndian(Take(8)),
            _ => throw new InvalidDataException("The column holds no whole number."),
        };
    }

    public void Dispose() => _stream.Dispose();

    private ReadOnlySpan<byte> Take(int count)
    {
        if (_end - _at < count)
            Fill(count);
        _at += count;
        return _buffer.AsSpan(_at - count, count);
    }

    private void Fill(int count)
    {
        _buffer.AsSpan(_at, _end - _at).CopyTo(_buffer);
        (_end, _at) = (_end - _at, 0);
        while (_end < count)
        {
            var read = _stream.Read(_buffer, _end, _buffer.Length - _end);
            if (read == 0)
                throw new EndOfStreamException("The rows are cut off.");
            _end += read;
        }
    }
}

/// <summary>Writes rows into a table. Unless it is completed, nothing of it stays.</summary>
internal sealed class PostgresCopyWriter : IDisposable
{
    private readonly NpgsqlRawCopyStream _stream;
    private readonly byte[] _buffer = new byte[PostgresCopy.BufferSize];
    private int _length;
    private bool _completed;

    /// <param name="target">The table and its columns, as COPY names them.</param>
    public PostgresCopyWriter(NpgsqlConnection connection, string target)
    {
        _stream = connection.BeginRawBinaryCopy($"COPY {target} FROM STDIN (FORMAT BINARY)");
        PostgresCopy.Header.CopyTo(Room(PostgresCopy.Header.Length));
    }

    /// <summary>Begins a row of so many columns, each of which is written next.</summary>
    public void Row(int columns) => BinaryPrimitives.WriteInt16BigEndian(Room(sizeof(short)), (short)columns);

    public void Write(short value)
    {
        BinaryPrimitives.WriteInt32BigEndian(Room(sizeof(int)), sizeof(short));
        BinaryPrimitives.WriteInt16BigEndian(Room(sizeof(short)), value);
    }

    public void Write(int value)
    {
        BinaryPrimitives.WriteInt32BigEndian(Room(sizeof(int)), sizeof(int));
        BinaryPrimitives.WriteInt32BigEndian(Room(sizeof(int)), value);
    }

    public void Write(long value)
    {
        BinaryPrimitives.WriteInt32BigEndian(Room(sizeof(int)), sizeof(long));
        BinaryPrimitives.WriteInt64BigEndian(Room(sizeof(long)), value);
    }

    /// <summary>Ends the rows and waits until the server has taken them.</summary>
    public void Complete()
    {
        Row(-1);
        Flush();
        _completed = true;
        _stream.Dispose();
    }

    public void Dispose()
    {
        if (_completed)
            return;
        _stream.Cancel();
        _stream.Dispose();
    }

    private Span<byte> Room(int count)
    {
        if (_buffer.Length - _length < count)
            Flush();
        _length += count;
        return _buffer.AsSpan(_length - count, count);
    }

    private void Flush()
    {
        _stream.Write(_buffer, 0, _length);
        _length = 0;
    }
}
