using System.Text;
using Portal.Domain.Shared;
using Sylvan.Data.Csv;

namespace Portal.Domain.Intake.Files;

/// <summary>Values separated by commas, semicolons or tabs.</summary>
internal sealed class CsvTable : RowTable
{
    private const int BufferLength = 64 * 1024;

    // A low surrogate never begins a line of valid text, so no line is read as a comment.
    private const char NoComment = '\uDC00';

    private readonly CsvDataReader _csv;
    private readonly char _delimiter;
    private long _nextLine = 1;
    private bool _hasNameless;

    private CsvTable(CsvDataReader csv, char delimiter) => (_csv, _delimiter) = (csv, delimiter);

    public override int CellCount => _csv.RowFieldCount;

    public static async Task<CsvTable> OpenAsync(
        Stream content,
        ReadOnlyMemory<byte> prefix,
        Encoding encoding,
        CancellationToken cancellation
    )
    {
        var delimiter = DetectDelimiter(encoding, prefix.Span);
        var reader = new StreamReader(content, encoding, detectEncodingFromByteOrderMarks: false, BufferLength, leaveOpen: true);
        var options = new CsvDataReaderOptions
        {
            // Lax: a stray quote breaks only its own row, not all rows after it.
            CsvStyle = CsvStyle.Lax,
            Delimiter = delimiter,
            HasHeaders = false,
            Comment = NoComment,
            BufferSize = BufferLength,
            MaxBufferSize = LongestRow,
        };
        try
        {
            var table = new CsvTable(await CsvDataReader.CreateAsync(reader, options, cancellation), delimiter);
            if (!await table.NextAsync(cancellation))
                throw new RecordFileException("file.empty");
            table.Columns = CheckHeading(table.CopyCells());
            table._hasNameless = table.Columns.Contains("");
            return table;
        }
        catch (CsvRecordTooLargeException)
        {
            throw new RecordFileException("row.tooLong", line: 1, LongestRow);
        }
    }

    public override async ValueTask<bool> ReadAsync(CancellationToken cancellation)
    {
        Problems.Clear();
        if (!await NextAsync(cancellation))
            return false;
        CheckShape();
        return true;
    }

    public override ReadOnlySpan<char> Cell(int column) => column < _csv.RowFieldCount ? _csv.GetFieldSpan(column) : default;

    public override IReadOnlyList<string> CopyCells() => new CsvCells(_csv.GetRawRecordSpan().TrimEnd("\r\n").ToString(), _delimiter);

    public override ValueTask DisposeAsync() => _csv.DisposeAsync();

    private async ValueTask<bool> NextAsync(CancellationToken cancellation)
    {
        try
        {
            while (await _csv.ReadAsync(cancellation))
            {
                Line = _nextLine;
                _nextLine += Math.Max(_csv.GetRawRecordSpan().Count('\n'), 1);
                if (!IsBlank())
                    return true;
            }
            return false;
        }
        catch (CsvRecordTooLargeException)
        {
            throw new RecordFileException("row.tooLong", _nextLine, LongestRow);
        }
        catch (DecoderFallbackException)
        {
            throw new RecordFileException("file.undecodable", _nextLine, _nextLine);
        }
    }

    private bool IsBlank()
    {
        for (var column = 0; column < _csv.RowFieldCount; column++)
        {
            if (!_csv.GetFieldSpan(column).IsWhiteSpace())
                return false;
        }
        return true;
    }

    private void CheckShape()
    {
        var raw = _csv.GetRawRecordSpan();
        if (_hasNameless || _csv.RowFieldCount != Columns.Count || raw.Count('\n') > 1)
        {
            if (raw.Count('"') % 2 == 1)
                Problems.Add(new("", null, "row.quoteOpen", []));
            else
                CheckWidth(shortIsWrong: true);
        }
        if (RecordText.IndexOfUnprintable(raw) >= 0)
            AddUnprintable();
    }

    private void AddUnprintable()
    {
        for (var column = 0; column < Math.Min(_csv.RowFieldCount, Columns.Count); column++)
        {
            var cell = _csv.GetFieldSpan(column);
            if (RecordText.IndexOfUnprintable(cell) >= 0)
                Problems.Add(new(Columns[column], cell.ToString(), "text.unprintable", []));
        }
    }

    private static char DetectDelimiter(Encoding encoding, ReadOnlySpan<byte> prefix)
    {
        var chars = new char[encoding.GetMaxCharCount(prefix.Length)];
        encoding.GetDecoder().Convert(prefix, chars, flush: false, out _, out var length, out _);
        var text = chars.AsSpan(0, length).TrimStart("\uFEFF\r\n \t");
        var heading = text.IndexOfAny('\r', '\n') is var end && end >= 0 ? text[..end] : text;
        var (comma, semicolon, tab) = (heading.Count(','), heading.Count(';'), heading.Count('\t'));
        return tab > comma && tab > semicolon ? '\t'
            : semicolon > comma ? ';'
            : ',';
    }
}
