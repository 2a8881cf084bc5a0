namespace Portal.Domain.Documents.Excel.Templates;

/// <summary>The new row numbers of a worksheet after some of its rows were repeated.</summary>
/// <param name="repeated">The rows that repeat and how often, at least once; in order.</param>
internal sealed class RowShift(IReadOnlyList<(int Row, int Times)> repeated)
{
    public static RowShift None { get; } = new([]);

    /// <summary>The row, or the first of its copies.</summary>
    public int First(int row) => row + repeated.Where(r => r.Row < row).Sum(r => r.Times - 1);

    /// <summary>The row, or the last of its copies.</summary>
    public int Last(int row) => row + repeated.Where(r => r.Row <= row).Sum(r => r.Times - 1);
}
