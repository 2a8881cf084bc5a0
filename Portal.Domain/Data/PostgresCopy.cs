using System.Buffers.Binary;
using Npgsql;

namespace Portal.Domain.Data;

/// <summary>The binary format of PostgreSQL's COPY (documentation of COPY, “Binary Format”), for integers and Booleans.</summary>
internal static class PostgresCopy
{
    public const int BufferSize = 1 << 16;

    /// <summary>The header before the first row: signature, flags, and an empty extension.</summary>
    public static ReadOnlySpan<byte> Header => s_header;

    private static readonly byte[] s_header = [.. "PGCOPY\n"u8, 0xFF, .. "\r\n\0"u8, 0, 0, 0, 0, 0, 0, 0, 0];
}

/// <summary>Reads the rows of a query by COPY.</summary>
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
        Next(PostgresCopy.Header.Length);
    }

    /// <summary>Moves to the next row; false after the last.</summary>
    public bool MoveNext() => BinaryPrimitives.ReadInt16BigEndian(Next(sizeof(short))) >= 0;

    /// <summary>The next column of the row.</summary>
    public long? Number()
    {
        var length = BinaryPrimitives.ReadInt32BigEndian(Next(sizeof(int)));
        return length switch
        {
            -1 => null,
            1 => Next(1)[0],
            2 => BinaryPrimitives.ReadInt16BigEndian(Next(2)),
            4 => BinaryPrimitives.ReadInt32BigEndian(Next(4)),
            8 => BinaryPrimitives.ReadInt64BigEndian(Next(8)),
            _ => throw new InvalidDataException("The column is not an integer or Boolean."),
        };
    }

    public void Dispose() => _stream.Dispose();

    private ReadOnlySpan<byte> Next(int count)
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
                throw new EndOfStreamException("The COPY stream ended within a row.");
            _end += read;
        }
    }
}

/// <summary>Writes rows to a table by COPY. Disposing without <see cref="Complete"/> discards all of them.</summary>
internal sealed class PostgresCopyWriter : IDisposable
{
    private readonly NpgsqlRawCopyStream _stream;
    private readonly byte[] _buffer = new byte[PostgresCopy.BufferSize];
    private int _length;
    private bool _completed;

    /// <param name="target">The table and its columns, in the syntax of COPY.</param>
    public PostgresCopyWriter(NpgsqlConnection connection, string target)
    {
        _stream = connection.BeginRawBinaryCopy($"COPY {target} FROM STDIN (FORMAT BINARY)");
        PostgresCopy.Header.CopyTo(Reserve(PostgresCopy.Header.Length));
    }

    /// <summary>Begins a row; the caller then writes exactly <paramref name="columns"/> values.</summary>
    public void Row(int columns) => BinaryPrimitives.WriteInt16BigEndian(Reserve(sizeof(short)), (short)columns);

    public void Write(short value)
    {
        BinaryPrimitives.WriteInt32BigEndian(Reserve(sizeof(int)), sizeof(short));
        BinaryPrimitives.WriteInt16BigEndian(Reserve(sizeof(short)), value);
    }

    public void Write(int value)
    {
        BinaryPrimitives.WriteInt32BigEndian(Reserve(sizeof(int)), sizeof(int));
        BinaryPrimitives.WriteInt32BigEndian(Reserve(sizeof(int)), value);
    }

    public void Write(long value)
    {
        BinaryPrimitives.WriteInt32BigEndian(Reserve(sizeof(int)), sizeof(long));
        BinaryPrimitives.WriteInt64BigEndian(Reserve(sizeof(long)), value);
    }

    /// <summary>Ends the rows and waits until the server has accepted them.</summary>
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

    private Span<byte> Reserve(int count)
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
