using Portal.Domain.Documents.Packaging;
using Portal.Domain.Shared;

namespace Portal.Domain.Intake.Files;

/// <summary>A file as rows of text cells, read one at a time: memory does not grow with the file.</summary>
/// <param name="budget">Bounds the work of reading all rows; it does not count between two rows.</param>
internal abstract class RowTable(ReadBudget budget) : IAsyncDisposable
{
    /// <summary>The most columns of a heading, or names of properties.</summary>
    public const int MostColumns = 1_000;

    /// <summary>The longest name of a column, in characters.</summary>
    public const int LongestName = 200;

    /// <summary>The most problems listed of one row; a last one has the number of the others.</summary>
    public const int MostProblems = 100;

    /// <summary>The longest row, in characters; a longer one is treated as an unclosed quote.</summary>
    public const int LongestRow = 1 << 20;

    private HashSet<int> _ignored = [];
    private HashSet<int> _identifiers = [];

    /// <summary>The heading; for JSON the expected property names.</summary>
    public IReadOnlyList<string> Columns { get; protected internal set; } = [];

    /// <summary>The 1-based line on which the current row begins, or its position in the array.</summary>
    public long Line { get; protected set; }

    /// <summary>Structural errors of the current row; empty when there are none.</summary>
    public List<RowProblem> Problems { get; } = [];

    /// <summary>All sheets of a workbook; none in other files.</summary>
    public virtual IReadOnlyList<string> Sheets => [];

    /// <summary>Whether the file counts days from 1904.</summary>
    public virtual bool CountsFrom1904 => false;

    /// <summary>What of the file is not read on purpose; one sentence each.</summary>
    public List<string> Notices { get; } = [];

    protected ReadBudget Budget { get; } = budget;

    /// <summary>The number of cells in the current row.</summary>
    public abstract int CellCount { get; }

    /// <summary>Moves to the next row that is not blank.</summary>
    /// <returns>False at the end.</returns>
    /// <exception cref="RecordFileException">The rest of the file cannot be read, or takes too much work.</exception>
    public async ValueTask<bool> ReadAsync(CancellationToken cancellation)
    {
        Budget.Continue();
        try
        {
            Budget.Check();
            Problems.Clear();
            return await ReadRowAsync(cancellation);
        }
        catch (ReadBudgetSpentException spent)
        {
            throw new RecordFileException("file.tooSlow", Line + 1, spent.Seconds);
        }
        finally
        {
            Budget.Pause();
        }
    }

    /// <summary>The cell's text; empty beyond the end of the row. Valid until the next row is read.</summary>
    public abstract ReadOnlySpan<char> Cell(int column);

    /// <summary>
    /// The cell's text where it is a number or code that identifies something: of a number in a spreadsheet, the digits that it shows.
    /// </summary>
    public virtual ReadOnlySpan<char> Identifier(int column) => Cell(column);

    /// <summary>Whether the cell is a number in a spreadsheet that is no identifier: not whole, too long, or with an exponent.</summary>
    public virtual bool IsNoIdentifier(int column) => false;

    /// <summary>Whether the row has the cell at all, even if blank; a JSON object may leave a property out.</summary>
    public virtual bool Has(int column) => column >= 0;

    /// <summary>Passes over the columns whatever they hold.</summary>
    public void Ignore(IEnumerable<int> columns) => _ignored = [.. columns];

    /// <summary>The columns hold numbers or codes that identify something: <see cref="CopyCells"/> copies them as such.</summary>
    public void Identify(IEnumerable<int> columns) => _identifiers = [.. columns];

    /// <summary>A copy of the row's cells as received, valid after further reads; null for those that the row does not have.</summary>
    public abstract IReadOnlyList<string?> CopyCells();

    public virtual ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <inheritdoc cref="ReadAsync"/>
    protected abstract ValueTask<bool> ReadRowAsync(CancellationToken cancellation);

    /// <summary>The columns of a file without a heading: their numbers from 1.</summary>
    protected static IReadOnlyList<string> Numbered(int columns) =>
        columns <= MostColumns
            ? [.. Enumerable.Range(1, columns).Select(column => column.ToString(System.Globalization.CultureInfo.InvariantCulture))]
            : throw new RecordFileException("header.tooWide", line: 1, MostColumns);

    /// <summary>The heading must name every column once. Columns without a name are allowed while their cells are blank.</summary>
    /// <param name="line">The line of the heading.</param>
    protected static IReadOnlyList<string> CheckHeading(IReadOnlyList<string> heading, long line)
    {
        if (heading.Count > MostColumns)
            throw new RecordFileException("header.tooWide", line, MostColumns);
        var names = heading.Select(name => name.Trim().Trim('\uFEFF', '\u200B').Trim()).ToList();
        if (names.Find(name => name.Length > LongestName) is { } longName)
            throw new RecordFileException("header.tooLong", line, RecordText.ForDisplay(longName), LongestName);
        if (names.TrueForAll(name => name.Length == 0))
            throw new RecordFileException("file.noHeading");
        if (names.Find(name => RecordText.IndexOfUnprintable(name) >= 0) is not null)
            throw new RecordFileException("header.unprintable", line);
        var twice = names
            .Where(name => name.Length > 0)
            .GroupBy(name => name, StringComparer.OrdinalIgnoreCase)
            .FirstOrDefault(group => group.Count() > 1);
        if (twice is not null)
            throw new RecordFileException("header.duplicate", line, twice.Key);
        return names;
    }

    protected bool IsIdentifier(int column) => _identifiers.Contains(column);

    protected bool IsIgnored(int column) => _ignored.Count > 0 && _ignored.Contains(column);

    /// <summary>Adds a problem of the present row; counts it when the list is full.</summary>
    protected void AddProblem(RowProblem problem) => Problems.AddBounded(problem);

    /// <summary>Adds a problem for cells without a heading.</summary>
    protected void CheckWidth(bool shortIsWrong)
    {
        if (shortIsWrong && CellCount < Columns.Count)
        {
            Problems.Add(new("", null, "row.tooFewCells", [CellCount, Columns.Count]));
        }
        for (var column = 0; column < CellCount; column++)
        {
            var headless = column >= Columns.Count || Columns[column].Length == 0;
            if (!headless || Cell(column).IsWhiteSpace())
                continue;
            Problems.Add(new("", RecordText.ForDisplay(Cell(column)), "row.tooManyCells", [Columns.Count]));
            return;
        }
    }
}

/// <summary>An error of a row found before its values are parsed.</summary>
internal readonly record struct RowProblem(string Field, string? Value, string Code, object[] Arguments);

/// <summary>Bounds the problems of one row.</summary>
internal static class RowProblems
{
    private const string More = "row.moreProblems";

    private static readonly string[] s_prefixes = ["row.", "cell.", "field.", "json."];

    /// <summary>
    /// Whether the error comes from the structure of the file, which the texts of the row's cells do not show: codes of
    /// <see cref="RowProblem"/>, and of a number that cannot identify anything.
    /// </summary>
    public static bool IsInFile(string code) =>
        code is "text.unprintable" or "identifier.number"
        || Array.Exists(s_prefixes, prefix => code.StartsWith(prefix, StringComparison.Ordinal));

    /// <summary>Whether the error summarises others, which were left out, by their number.</summary>
    public static bool StandsForOthers(string code) => code == More;

    /// <summary>Adds a problem, or counts it in the last one when the list is full.</summary>
    public static void AddBounded(this List<RowProblem> problems, RowProblem problem)
    {
        if (problems.Count < RowTable.MostProblems)
            problems.Add(problem);
        else if (problems[^1] is { Code: More } last)
            problems[^1] = last with { Arguments = [(int)last.Arguments[0] + 1] };
        else
            problems.Add(new("", null, More, [1]));
    }
}
