using Portal.Domain.Documents.Packaging;
using Portal.Domain.Intake.Files;

namespace Portal.Domain.Intake.Pipeline;

/// <summary>Rows that are already in memory; the line of a row is its 1-based position. A row does not have a cell that is null.</summary>
internal sealed class MemoryTable : RowTable
{
    private readonly IReadOnlyList<IReadOnlyList<string?>> _rows;

    public MemoryTable(IReadOnlyList<string> columns, IReadOnlyList<IReadOnlyList<string?>> rows, ReadBudget budget)
        : base(budget) => (Columns, _rows) = (columns, rows);

    public override int CellCount => Row.Count;

    public bool FileCountsFrom1904 { private get; init; }

    public override bool CountsFrom1904 => FileCountsFrom1904;

    private IReadOnlyList<string?> Row => _rows[(int)Line - 1];

    public override ReadOnlySpan<char> Cell(int column) => column < Row.Count ? Row[column] : default;

    public override bool Has(int column) => column >= 0 && column < Row.Count && Row[column] is not null;

    public override IReadOnlyList<string?> CopyCells() => Row;

    protected override ValueTask<bool> ReadRowAsync(CancellationToken cancellation)
    {
        if (Line == _rows.Count)
            return new(false);
        Line++;
        CheckWidth(shortIsWrong: false);
        return new(true);
    }
}
