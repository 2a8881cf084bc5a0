using System.Text;

namespace Portal.Domain.Intake.Files;

/// <summary>Reads lines, and throws when one is longer than the given number of characters.</summary>
internal sealed class LineReader(DecodedText text, int longest)
{
    private readonly char[] _buffer = new char[16 * 1024];
    private readonly StringBuilder _line = new();
    private int _at;
    private int _end;

    /// <returns>The next line without its end; null at the end of the text.</returns>
    /// <exception cref="InvalidDataException">The line is too long.</exception>
    /// <exception cref="RecordFileException">The line has bytes that are not in the encoding.</exception>
    public async ValueTask<string?> ReadAsync(CancellationToken cancellation)
    {
        _line.Clear();
        while (true)
        {
            if (_at == _end)
            {
                (_at, _end) = (0, await text.ReadAsync(_buffer, cancellation));
                if (_end == 0)
                    return _line.Length == 0 ? null : TakeLine();
            }
            var rest = _buffer.AsSpan(_at, _end - _at);
            var length = rest.IndexOf('\n');
            _line.Append(length < 0 ? rest : rest[..length]);
            if (_line.Length > longest)
                throw new InvalidDataException();
            _at = length < 0 ? _end : _at + length + 1;
            if (length >= 0)
                return TakeLine();
        }
    }

    private string TakeLine()
    {
        var length = _line.Length;
        return _line.ToString(0, length > 0 && _line[length - 1] == '\r' ? length - 1 : length);
    }
}
