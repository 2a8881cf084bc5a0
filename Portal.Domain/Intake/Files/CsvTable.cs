using Portal.Domain.Documents.Packaging;
using Portal.Domain.Shared;

namespace Portal.Domain.Intake.Files;

/// <summary>Values separated by commas, semicolons, tabs or bars; the comma and the semicolon may be Chinese.</summary>
internal sealed class CsvTable : RowTable
{
    private const string Delimiters = ",;\t，；|";

    private readonly CsvReader _csv;
    private bool _hasNameless;
    private bool _isFirstRead;

    private CsvTable(CsvReader csv, ReadBudget budget)
        : base(budget) => _csv = csv;

    public override int CellCount => _csv.CellCount;

    /// <param name="headingRow">The line of the heading; 0 for a file without one, null for its first row.</param>
    public static async Task<CsvTable> OpenAsync(DecodedText text, int? headingRow, ReadBudget budget)
    {
        var cancellation = budget.Cancellation;
        var table = new CsvTable(new CsvReader(text), budget);
        table._csv.Delimiter = await table.FindDelimiterAsync(cancellation);
        do
        {
            if (!await table.NextAsync(cancellation))
                throw new RecordFileException("file.empty");
        } while (table.Line < headingRow);
        if (table._csv.HasOpenMark)
            throw new RecordFileException("row.quoteOpen", table.Line);
        if (headingRow == 0)
        {
            table.Columns = Numbered(table.CellCount);
            table._isFirstRead = true;
        }
        else
            table.Columns = CheckHeading(table.CopyCells(), table.Line);
        table._hasNameless = table.Columns.Contains("");
        table._csv.Columns = table.Columns.Count;
        return table;
    }

    protected override async ValueTask<bool> ReadRowAsync(CancellationToken cancellation)
    {
        if (_isFirstRead)
            _isFirstRead = false;
        else if (!await NextAsync(cancellation))
            return false;
        CheckShape();
        return true;
    }

    public override ReadOnlySpan<char> Cell(int column) => column < _csv.CellCount ? _csv.Cell(column) : default;

    public override IReadOnlyList<string> CopyCells() => new CsvCells(_csv.Raw.ToString(), _csv.Delimiter);

    private async ValueTask<bool> NextAsync(CancellationToken cancellation)
    {
        while (await _csv.ReadAsync(cancellation))
        {
            Line = _csv.Line;
            if (_csv.HasOpenMark || !IsBlank())
                return true;
        }
        return false;
    }

    private bool IsBlank()
    {
        for (var column = 0; column < _csv.CellCount; column++)
        {
            if (!_csv.Cell(column).IsWhiteSpace())
                return false;
        }
        return true;
    }

    private void CheckShape()
    {
        if (_csv.HasOpenMark)
        {
            Problems.Add(new("", null, "row.quoteOpen", []));
            return;
        }
        if (_hasNameless || _csv.CellCount != Columns.Count)
            CheckWidth(shortIsWrong: true);
        if (RecordText.IndexOfUnprintable(_csv.Raw) >= 0)
            AddUnprintable();
    }

    private void AddUnprintable()
    {
        for (var column = 0; column < Math.Min(_csv.CellCount, Columns.Count); column++)
        {
            var cell = _csv.Cell(column);
            if (!IsIgnored(column) && RecordText.IndexOfUnprintable(cell) >= 0)
                AddProblem(new(Columns[column], RecordText.ForDisplay(cell), "text.unprintable", []));
        }
    }

    /// <summary>Reads Excel's first line <c>sep=;</c>, else counts the candidates in the first line with a text.</summary>
    private async ValueTask<char> FindDelimiterAsync(CancellationToken cancellation)
    {
        var start = (await _csv.PeekAsync(cancellation)).Span;
        var lead = start.Length - start.TrimStart("\uFEFF\r\n \t").Length;
        var line = start[lead..];
        line = line.IndexOfAny('\r', '\n') is var end && end >= 0 ? line[..end] : line;
        if (line.Trim('"').StartsWith("sep=", StringComparison.OrdinalIgnoreCase) && line.Trim('"').Length == "sep=".Length + 1)
        {
            var delimiter = line.Trim('"')[^1];
            _csv.Skip(lead + line.Length);
            return delimiter;
        }
        var (best, most) = (Delimiters[0], 0);
        foreach (var candidate in Delimiters)
        {
            if (line.Count(candidate) is var count && count > most)
                (best, most) = (candidate, count);
        }
        return best;
    }
}
