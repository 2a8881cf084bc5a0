namespace Portal.Domain.Intake.Files;

/// <summary>Splits a text into rows and cells, one row at a time.</summary>
/// <remarks>
/// A quotation mark is one only at the beginning of a cell; elsewhere it is a character. A mark left open would swallow the rows behind it:
/// its line is reported as one bad row, and reading goes on at the next line.
/// </remarks>
internal sealed class CsvReader(DecodedText text)
{
    private const int FirstBuffer = 64 * 1024;

    // No spreadsheet writes more into a cell than 32,767 characters.
    private const int LongestQuotedLines = 128 * 1024;

    // Looking for the end of each of very many open marks would take too long; after so many, no mark reaches beyond its line.
    private const int MostOpenMarks = 1_000;

    private char[] _buffer = new char[FirstBuffer];
    private int _start; // of the present row
    private int _next; // of the row after it
    private int _end;
    private bool _ended;
    private RecordFileException? _fault;
    private long _nextLine = 1;
    private int _openMarks;
    private int _open; // the place of the open mark in the present row
    private readonly List<CsvCell> _cells = [];

    private enum Scan
    {
        Row,
        NeedsMore,
        OpenMark,
    }

    public char Delimiter { get; set; } = ',';

    /// <summary>The columns of the heading; 0 while it is read. Tells swallowed rows from a text of several lines.</summary>
    public int Columns { get; set; }

    /// <summary>The line on which the present row begins, from 1.</summary>
    public long Line { get; private set; }

    public int CellCount => _cells.Count;

    /// <summary>Whether the present row has a quotation mark that is not closed.</summary>
    public bool HasOpenMark { get; private set; }

    /// <summary>The present row without its line end.</summary>
    public ReadOnlySpan<char> Raw => _buffer.AsSpan(_start, RawLength);

    private int RawLength { get; set; }

    public ReadOnlySpan<char> Cell(int column)
    {
        var cell = _cells[column];
        if (cell.Text is { } text)
            return text;
        return _buffer.AsSpan(_start + cell.Start, cell.Length);
    }

    /// <summary>The beginning of what was not read yet; at least its first line that is not blank, unless that is very long.</summary>
    public async ValueTask<ReadOnlyMemory<char>> PeekAsync(CancellationToken cancellation)
    {
        while (!_ended && _end - _next < FirstBuffer / 2 && _fault is null && !HasLine(_buffer.AsSpan(_next, _end - _next)))
            await FillAsync(cancellation);
        return _buffer.AsMemory(_next, _end - _next);
    }

    /// <summary>Passes over characters that were peeked at.</summary>
    public void Skip(int characters)
    {
        _nextLine += _buffer.AsSpan(_next, characters).Count('\n');
        _next += characters;
    }

    /// <summary>Moves to the next row, also a blank one.</summary>
    /// <returns>False at the end.</returns>
    /// <exception cref="RecordFileException">The rest cannot be read.</exception>
    public async ValueTask<bool> ReadAsync(CancellationToken cancellation)
    {
        _start = _next;
        Line = _nextLine;
        HasOpenMark = false;
        while (true)
        {
            if (_start == _end && _ended)
                return _fault is { } fault ? throw fault : false;
            var scan = _start == _end ? Scan.NeedsMore : ScanRow();
            if (scan == Scan.OpenMark)
                return TakeOpenLine();
            if (scan == Scan.Row)
            {
                if (_next == _end && _ended && _fault is { } broken && !EndsWithLine())
                    throw broken; // the row in which the text breaks off
                _nextLine += Math.Max(_buffer.AsSpan(_start, _next - _start).Count('\n'), 1);
                return true;
            }
            if (_end - _start > RowTable.LongestRow)
                throw new RecordFileException("row.tooLong", Line, RowTable.LongestRow);
            await FillAsync(cancellation);
        }
    }

    private static bool HasLine(ReadOnlySpan<char> text) => text.TrimStart("\uFEFF\r\n \t,;").IndexOf('\n') >= 0;

    private bool EndsWithLine() => _next > _start && _buffer[_next - 1] is '\n' or '\r';

    private Scan ScanRow()
    {
        _cells.Clear();
        var row = _buffer.AsSpan(_start, _end - _start);
        var at = 0;
        while (true)
        {
            var scan = at < row.Length && row[at] == '"' ? ScanQuoted(row, ref at) : ScanPlain(row, ref at);
            if (scan != Scan.Row)
            {
                _open = at;
                return scan;
            }
            if (at < row.Length && row[at] == Delimiter)
            {
                at++;
                if (at == row.Length && !_ended)
                    return Scan.NeedsMore;
                continue;
            }
            return TakeRow(row, at);
        }
    }

    private Scan TakeRow(ReadOnlySpan<char> row, int at)
    {
        var end = at;
        if (at < row.Length && row[at] == '\r')
        {
            if (at + 1 == row.Length && !_ended)
                return Scan.NeedsMore;
            at++;
        }
        if (at < row.Length && row[at] == '\n')
            at++;
        if (Swallowed(row[..end]) is >= 0 and var mark)
        {
            _open = mark;
            return Scan.OpenMark;
        }
        (RawLength, _next) = (end, _start + at);
        return Scan.Row;
    }

    private Scan ScanPlain(ReadOnlySpan<char> row, ref int at)
    {
        var length = row[at..].IndexOfAny(Delimiter, '\n', '\r');
        if (length < 0 && !_ended)
            return Scan.NeedsMore;
        length = length < 0 ? row.Length - at : length;
        _cells.Add(new(at, length, null, IsQuoted: false));
        at += length;
        return Scan.Row;
    }

    private Scan ScanQuoted(ReadOnlySpan<char> row, ref int at)
    {
        var (i, doubled) = (at + 1, false);
        while (true)
        {
            var length = row[i..].IndexOf('"');
            var inside = row[at..(length < 0 ? row.Length : i + length)];
            if (_openMarks >= MostOpenMarks && inside.Contains('\n'))
                return Scan.OpenMark;
            if (length < 0)
            {
                return _ended || (inside.Length > LongestQuotedLines && inside.Contains('\n')) ? Scan.OpenMark : Scan.NeedsMore;
            }
            i += length + 1;
            if (i == row.Length && !_ended)
                return Scan.NeedsMore;
            if (i == row.Length || row[i] != '"')
                break;
            (i, doubled) = (i + 1, true);
        }
        var inner = row[(at + 1)..(i - 1)];
        if (i == row.Length || row[i] == Delimiter || row[i] is '\r' or '\n')
        {
            _cells.Add(new(at + 1, inner.Length, doubled ? Undoubled(inner) : null, IsQuoted: true));
            at = i;
            return Scan.Row;
        }
        // Characters behind the closing mark: within a line they belong to the cell; over lines, the mark closes no cell.
        if (inner.Contains('\n'))
            return Scan.OpenMark;
        var rest = row[i..].IndexOfAny(Delimiter, '\n', '\r');
        if (rest < 0 && !_ended)
            return Scan.NeedsMore;
        rest = rest < 0 ? row.Length - i : rest;
        _cells.Add(new(at, 0, string.Concat(Undoubled(inner), row.Slice(i, rest)), IsQuoted: true));
        at = i + rest;
        return Scan.Row;
    }

    private static string Undoubled(ReadOnlySpan<char> inner) => inner.ToString().Replace("\"\"", "\"", StringComparison.Ordinal);

    /// <summary>
    /// A mark left open may meet another stray one behind a cell. Then the text between them is rows: its first line and another each have
    /// as many cells as they should.
    /// </summary>
    /// <returns>The place of the open mark; −1 when there is none.</returns>
    private int Swallowed(ReadOnlySpan<char> row)
    {
        if (Columns < 3 || row.IndexOf('\n') < 0)
            return -1;
        for (var column = 0; column < _cells.Count; column++)
        {
            var cell = _cells[column];
            if (!cell.IsQuoted)
                continue;
            var inner = row.Slice(cell.Start, cell.Length);
            var end = inner.IndexOf('\n');
            if (end < 0 || inner[..end].Count(Delimiter) != Columns - 1 - column)
                continue;
            foreach (var line in inner[(end + 1)..].Split('\n'))
            {
                var swallowed = inner[(end + 1)..][line];
                var isLast = end + 1 + line.End.Value == inner.Length;
                if (!isLast && swallowed.Count(Delimiter) == Columns - 1)
                    return cell.Start - 1;
            }
        }
        return -1;
    }

    private bool TakeOpenLine()
    {
        var row = _buffer.AsSpan(_start, _end - _start);
        // The lines before the mark belong to cells that were closed.
        var line = row[_open..].IndexOf('\n');
        var end = line < 0 ? row.Length : _open + line;
        Line += row[.._open].Count('\n');
        _cells.Clear();
        (HasOpenMark, RawLength) = (true, row[..end].TrimEnd('\r').Length);
        _next = _start + Math.Min(end + 1, row.Length);
        _nextLine = Line + 1;
        _openMarks++;
        return true;
    }

    /// <summary>Reads about as much again as the present row has: so each attempt at a long row has twice as much of it.</summary>
    private async ValueTask FillAsync(CancellationToken cancellation)
    {
        var kept = _end - _start;
        if (_start > 0)
        {
            _buffer.AsSpan(_start, kept).CopyTo(_buffer);
            (_next, _end, _start) = (Math.Max(_next - _start, 0), kept, 0);
        }
        if (_end >= _buffer.Length / 2)
            Array.Resize(ref _buffer, _buffer.Length * 2);
        var wanted = _end + Math.Clamp(kept, 1, _buffer.Length - _end);
        try
        {
            while (_end < wanted && !_ended)
            {
                var read = await text.ReadAsync(_buffer.AsMemory(_end), cancellation);
                _ended = read == 0;
                _end += read;
            }
        }
        catch (RecordFileException fault)
        {
            // The rows before it are read first.
            (_fault, _ended) = (fault, true);
        }
    }
}
