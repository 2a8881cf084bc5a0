namespace Portal.Domain.Documents.Excel;

/// <summary>Writes formulas into a table where their result equals the report's own number.</summary>
internal static class TableFormulas
{
    // Quotients are stored with more digits than this.
    private const decimal Same = 0.000_000_000_001m;

    /// <summary>Null when the cell holds a plain number or text.</summary>
    public static string? Of(PlacedTable placed, int row, int column) =>
        placed.Table.Columns[column].Kind switch
        {
            ReportColumnKind.Share => Quotient(placed, row, column),
            ReportColumnKind.Number when placed.Table.Rows[row].IsTotal => Sum(placed, row, column),
            ReportColumnKind.Text
            or ReportColumnKind.Number
            or ReportColumnKind.Points
            or ReportColumnKind.Change
            or ReportColumnKind.Rank => null,
        };

    private static string? Quotient(PlacedTable placed, int row, int column)
    {
        var table = placed.Table;
        if (
            table.Columns[column].Quotient is not { } quotient
            || Find(table, quotient.Numerator) is not { } above
            || Find(table, quotient.Denominator) is not { } below
        )
            return null;
        var cells = table.Rows[row].Cells;
        if (cells[above].Number is not { } numerator || cells[below].Number is not { } denominator)
            return null;
        var agrees =
            denominator == 0
                ? cells[column] is { Number: null, Text: null, Gap: ReportGap.NoValue }
                : cells[column].Number is { } share && Math.Abs(share - (numerator / denominator)) < Same;
        return agrees ? $"IFERROR({placed.Cell(row, above)}/{placed.Cell(row, below)},\"{ReportNumbers.NoValue}\")" : null;
    }

    private static string? Sum(PlacedTable placed, int row, int column)
    {
        var rows = placed.Table.Rows;
        if (rows[row].Cells[column].Number is not { } total)
            return null;
        var first = row;
        while (first > 0 && !rows[first - 1].IsTotal)
            first--;
        var numbers = rows.Skip(first).Take(row - first).Select(r => r.Cells[column].Number).OfType<decimal>().ToList();
        return numbers.Count > 0 && numbers.Sum() == total ? $"SUM({placed.Cell(first, column)}:{placed.Cell(row - 1, column)})" : null;
    }

    private static int? Find(ReportTable table, string column)
    {
        for (var i = 0; i < table.Columns.Count; i++)
        {
            if (table.Columns[i].Code == column)
                return i;
        }
        return null;
    }
}
