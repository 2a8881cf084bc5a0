namespace Portal.Domain.Documents.Excel;

/// <summary>A table with its place in the workbook.</summary>
/// <param name="Sheet">The worksheet's name.</param>
/// <param name="HeadingRow">From 1; the rows follow it.</param>
/// <param name="Drawn">
/// For columns of charts with gaps: the hidden column with empty cells instead of words, as a chart draws a word as zero.
/// </param>
/// <param name="Lines">
/// For charts with a reference line: the hidden column with its value in each row, by the chart's code.
/// </param>
internal sealed record PlacedTable(
    ReportTable Table,
    string Sheet,
    int HeadingRow,
    IReadOnlyDictionary<int, int> Drawn,
    IReadOnlyDictionary<string, int> Lines
)
{
    public CellPlace Heading(int column) => new(HeadingRow, column + 1);

    public CellPlace Cell(int row, int column) => new(HeadingRow + 1 + row, column + 1);

    /// <summary>The cells of a column that a chart draws, as a formula reference, without totals.</summary>
    public string Range(int column)
    {
        var at = Drawn.TryGetValue(column, out var hidden) ? hidden : column;
        var areas = Runs()
            .Select(run =>
                $"{SheetNames.Quoted(Sheet)}!{Absolute(Cell(run.First, at))}"
                + (run.First == run.Last ? "" : $":{Absolute(Cell(run.Last, at))}")
            )
            .ToList();
        return areas.Count == 1 ? areas[0] : $"({string.Join(',', areas)})";
    }

    public string HeadingReference(int column) => $"{SheetNames.Quoted(Sheet)}!{Absolute(Heading(column))}";

    public static string Absolute(CellPlace place) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"${CellPlace.ColumnName(place.Column)}${place.Row}");

    private IEnumerable<(int First, int Last)> Runs()
    {
        for (var i = 0; i < Table.Rows.Count; i++)
        {
            if (Table.Rows[i].IsTotal)
                continue;
            var first = i;
            while (i + 1 < Table.Rows.Count && !Table.Rows[i + 1].IsTotal)
                i++;
            yield return (first, i);
        }
    }
}
