using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace Portal.Domain.Intake.Files;

/// <summary>
/// Decodes a text as it is read. Invalid bytes end it: the text before them is returned, then an error names
/// their line.
/// </summary>
/// <param name="content">Behind the byte order mark; left open.</param>
/// <param name="encoding">Null decides between UTF-8 and GB18030 at the first byte that is not ASCII, by the bytes from there on.</param>
internal sealed class DecodedText(Stream content, Encoding? encoding)
{
    private const int FirstBuffer = 64 * 1024;
    private const int LongestLine = 8 * RowTable.LongestRow; // bytes

    private Encoding? _encoding = encoding;
    private byte[] _bytes = new byte[FirstBuffer];
    private int _start;
    private int _end;
    private bool _ended;
    private char[] _decoded = [];
    private int _at;
    private int _length;
    private long _line = 1;
    private RecordFileException? _fault;

    private ReadOnlySpan<byte> Rest => _bytes.AsSpan(_start, _end - _start);

    /// <returns>The number of characters; 0 only at the end of the text.</returns>
    /// <exception cref="RecordFileException">The next bytes are not in the encoding.</exception>
    public async ValueTask<int> ReadAsync(Memory<char> target, CancellationToken cancellation)
    {
        while (true)
        {
            if (_at < _length)
                return Take(target.Span);
            if (_fault is { } fault)
                throw fault;
            if (_start == _end && !await FillAsync(cancellation))
                return 0;
            if (_encoding is null && await DecideAsync(target, cancellation) is > 0 and var ascii)
                return ascii;
            var read = _encoding is UTF8Encoding ? DecodeUtf8(target.Span) : await DecodeLinesAsync(cancellation);
            if (read > 0)
                return read;
            if (_start < _end && _ended && _fault is null && _at == _length)
                Fail(); // it breaks off within a character
            else if (_start < _end && !_ended && _fault is null && _at == _length)
                await FillAsync(cancellation);
        }
    }

    private int Take(Span<char> target)
    {
        var count = Math.Min(target.Length, _length - _at);
        _decoded.AsSpan(_at, count).CopyTo(target);
        _at += count;
        return count;
    }

    private async ValueTask<int> DecideAsync(Memory<char> target, CancellationToken cancellation)
    {
        var ascii = Rest.IndexOfAnyExceptInRange((byte)0, (byte)127);
        if (ascii != 0)
        {
            var count = Math.Min(ascii < 0 ? Rest.Length : ascii, target.Length);
            Encoding.ASCII.GetChars(Rest[..count], target.Span);
            Count(target.Span[..count]);
            _start += count;
            return count;
        }
        while (!_ended && _end - _start < FirstBuffer)
            await FillAsync(cancellation);
        _encoding = TextEncodings.FirstBadByte(TextEncodings.Utf8, Rest) < 0 ? TextEncodings.Utf8 : TextEncodings.Gb18030;
        return 0;
    }

    private int DecodeUtf8(Span<char> target)
    {
        var status = Utf8.ToUtf16(Rest, target, out var read, out var written, replaceInvalidSequences: false, isFinalBlock: _ended);
        Count(target[..written]);
        _start += read;
        if (status == OperationStatus.InvalidData)
            Fail();
        return written;
    }

    /// <summary>Decodes whole lines: no line's end is part of another character, so that each piece can be decoded on its own.</summary>
    private async ValueTask<int> DecodeLinesAsync(CancellationToken cancellation)
    {
        var length = WholeLength();
        while (length == 0 && !_ended)
        {
            if (_end - _start > LongestLine)
                throw new RecordFileException("row.tooLong", _line, RowTable.LongestRow);
            await FillAsync(cancellation);
            length = WholeLength();
        }
        if (length == 0)
            return 0;
        var piece = _bytes.AsSpan(_start, length);
        if (_decoded.Length < _encoding!.GetMaxCharCount(length))
            _decoded = new char[_encoding.GetMaxCharCount(length)];
        try
        {
            (_at, _length) = (0, _encoding.GetChars(piece, _decoded));
            Count(_decoded.AsSpan(0, _length));
        }
        catch (DecoderFallbackException)
        {
            (_at, _length) = (0, DecodeBeforeFault(piece));
            Count(_decoded.AsSpan(0, _length));
            Fail();
        }
        _start += length;
        return 0; // taken from what was decoded
    }

    private int WholeLength()
    {
        if (_ended)
            return Rest.Length;
        if (_encoding is UnicodeEncoding)
        {
            var even = Rest.Length & ~1;
            // The first half of a pair waits for the second.
            return even >= 2 && IsHighSurrogate(Rest[(even - 2)..even]) ? even - 2 : even;
        }
        return Rest.LastIndexOf((byte)'\n') + 1;
    }

    private bool IsHighSurrogate(ReadOnlySpan<byte> unit) =>
        (_encoding!.CodePage == TextEncodings.BigEndianPage ? unit[0] : unit[1]) is >= 0xD8 and <= 0xDB;

    // Once for a text: its end.
    private int DecodeBeforeFault(ReadOnlySpan<byte> piece)
    {
        var (decoder, length) = (_encoding!.GetDecoder(), 0);
        try
        {
            foreach (var one in piece)
                length += decoder.GetChars([one], _decoded.AsSpan(length), flush: false);
        }
        catch (DecoderFallbackException)
        {
            // found
        }
        return length;
    }

    private void Count(ReadOnlySpan<char> given) => _line += given.Count('\n');

    private void Fail() => _fault = new RecordFileException("file.undecodable", _line, _line);

    /// <returns>False when the content has ended.</returns>
    private async ValueTask<bool> FillAsync(CancellationToken cancellation)
    {
        if (_ended)
            return false;
        Rest.CopyTo(_bytes);
        (_start, _end) = (0, _end - _start);
        if (_end == _bytes.Length)
            Array.Resize(ref _bytes, _bytes.Length * 2);
        var read = await content.ReadAsync(_bytes.AsMemory(_end), cancellation);
        _ended = read == 0;
        _end += read;
        return _end > _start;
    }
}
