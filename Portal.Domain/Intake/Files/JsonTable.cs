using System.Text;
using System.Text.Json;
using Portal.Domain.Documents.Packaging;

namespace Portal.Domain.Intake.Files;

/// <summary>
/// One JSON array of objects, read element by element. When the array breaks off, all complete elements before were returned.
/// </summary>
internal sealed class JsonTable(Stream content, JsonRowReader rows, ReadBudget budget) : RowTable(budget)
{
    private const int FirstBuffer = 64 * 1024;
    private const int LongestElement = 8 * LongestRow;

    private byte[] _buffer = new byte[FirstBuffer];
    private int _at;
    private int _end;
    private bool _isLast;
    private bool _inArray;
    private JsonReaderState _state = new(new JsonReaderOptions { MaxDepth = 64 });
    private JsonRow? _row;

    public override int CellCount => Columns.Count;

    protected override async ValueTask<bool> ReadRowAsync(CancellationToken cancellation)
    {
        Columns = rows.Columns;
        Line++;
        try
        {
            while (!TryReadElement())
            {
                if (_isLast)
                    return false;
                await FillAsync(cancellation);
            }
        }
        catch (DecoderFallbackException)
        {
            throw new RecordFileException("file.undecodable", Line, Line);
        }
        catch (JsonException)
        {
            throw _end == 0 && !_inArray ? new RecordFileException("file.empty") : new RecordFileException("json.malformed", Line, Line);
        }
        Columns = rows.Columns;
        Problems.AddRange(_row!.Problems);
        return true;
    }

    public override ReadOnlySpan<char> Cell(int column) => column < _row!.Cells.Length ? _row.Cells[column] : null;

    public override bool Has(int column) => column >= 0 && column < _row!.Cells.Length && _row.Cells[column] is not null;

    public override IReadOnlyList<string?> CopyCells() => [.. _row!.Cells.Take(Columns.Count)];

    /// <returns>False when the buffer holds no complete element; at the end of the content, when no element is left.</returns>
    private bool TryReadElement()
    {
        var start = _at;
        var reader = new Utf8JsonReader(_buffer.AsSpan(start, _end - start), _isLast, _state);
        if (!_inArray)
        {
            if (!reader.Read())
                return false;
            if (reader.TokenType != JsonTokenType.StartArray)
                throw new JsonException();
            Advance(start, reader);
            _inArray = true;
        }
        if (!reader.Read())
            return false;
        if (reader.TokenType == JsonTokenType.EndArray)
        {
            Advance(start, reader);
            return false; // only white space may follow: the next read throws for anything else
        }
        var end = reader;
        if (!end.TrySkip())
            return false;
        _row = rows.Read(ref reader);
        Advance(start, end);
        return true;
    }

    private void Advance(int start, Utf8JsonReader reader)
    {
        _at = start + (int)reader.BytesConsumed;
        _state = reader.CurrentState;
    }

    private async ValueTask FillAsync(CancellationToken cancellation)
    {
        _buffer.AsSpan(_at, _end - _at).CopyTo(_buffer);
        (_at, _end) = (0, _end - _at);
        if (_end == _buffer.Length)
        {
            if (_end >= LongestElement)
                throw new JsonException();
            Array.Resize(ref _buffer, _buffer.Length * 2);
        }
        // Each attempt reads the element from its beginning: so each has twice as much of it as the last.
        var wanted = Math.Clamp(_end, 1, _buffer.Length - _end);
        var read = await content.ReadAtLeastAsync(_buffer.AsMemory(_end), wanted, throwOnEndOfStream: false, cancellation);
        _end += read;
        _isLast = read < wanted;
    }
}
