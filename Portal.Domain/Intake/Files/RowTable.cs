using Portal.Domain.Shared;

namespace Portal.Domain.Intake.Files;

/// <summary>A file as rows of text cells, read one at a time: memory does not grow with the file.</summary>
internal abstract class RowTable : IAsyncDisposable
{
    /// <summary>The longest row, in characters; a longer one is treated as an unclosed quote.</summary>
    public const int LongestRow = 1 << 20;

    /// <summary>The heading; for JSON the expected property names.</summary>
    public IReadOnlyList<string> Columns { get; protected internal set; } = [];

    /// <summary>The 1-based line on which the current row begins, or its position in the array.</summary>
    public long Line { get; protected set; }

    /// <summary>Structural errors of the current row; empty when there are none.</summary>
    public List<RowProblem> Problems { get; } = [];

    /// <summary>The number of cells in the current row.</summary>
    public abstract int CellCount { get; }

    /// <summary>Moves to the next row that is not blank.</summary>
    /// <returns>False at the end.</returns>
    /// <exception cref="RecordFileException">The rest of the file cannot be read.</exception>
    public abstract ValueTask<bool> ReadAsync(CancellationToken cancellation);

    /// <summary>The cell's text; empty beyond the end of the row. Valid until the next row is read.</summary>
    public abstract ReadOnlySpan<char> Cell(int column);

    /// <summary>A copy of the row's cells as received, valid after further reads.</summary>
    public abstract IReadOnlyList<string> CopyCells();

    public virtual ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>The heading must name every column once. Columns without a name are allowed while their cells are blank.</summary>
    protected static IReadOnlyList<string> CheckHeading(IReadOnlyList<string> heading)
    {
        var names = heading.Select(name => name.Trim().TrimStart('\uFEFF')).ToList();
        if (names.TrueForAll(name => name.Length == 0))
            throw new RecordFileException("file.noHeading");
        if (names.Find(name => RecordText.IndexOfUnprintable(name) >= 0) is not null)
            throw new RecordFileException("header.unprintable", line: 1);
        var twice = names
            .Where(name => name.Length > 0)
            .GroupBy(name => name, StringComparer.OrdinalIgnoreCase)
            .FirstOrDefault(group => group.Count() > 1);
        if (twice is not null)
            throw new RecordFileException("header.duplicate", line: 1, twice.Key);
        return names;
    }

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
            Problems.Add(new("", Cell(column).ToString(), "row.tooManyCells", [Columns.Count]));
            return;
        }
    }
}

/// <summary>An error of a row found before its values are parsed.</summary>
internal readonly record struct RowProblem(string Field, string? Value, string Code, object[] Arguments);
