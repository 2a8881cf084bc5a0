using Portal.Domain.Documents.Workbooks;

namespace Portal.Domain.Intake.Files;

/// <summary>Finds the heading of a sheet below titles and other rows.</summary>
internal static class HeadingFinder
{
    /// <summary>How many rows with a content are looked at.</summary>
    public const int RowsLookedAt = 20;

    /// <param name="HasRowsAbove">Rows with a content lie above it.</param>
    internal sealed record Heading(bool HasRowsAbove);

    /// <summary>Moves to the heading.</summary>
    /// <param name="row">Its row; null finds it.</param>
    /// <returns>Null when there is none.</returns>
    public static Heading? Find(XlsxRows rows, int? row, Func<string, bool> isKnown)
    {
        var skip = row is null ? Best(rows.Peek(RowsLookedAt), isKnown) : 0;
        if (!rows.Read())
            return null;
        var hasRowsAbove = skip > 0;
        while (row is null ? skip-- > 0 : rows.Row < row)
        {
            hasRowsAbove = true;
            if (!rows.Read())
                return null;
        }
        return new(hasRowsAbove);
    }

    /// <summary>The most known columns in one of the first rows; 0 when there are none.</summary>
    public static int MostKnown(IReadOnlyList<(int Row, IReadOnlyList<WorkbookCell> Cells)> rows, Func<string, bool> isKnown) =>
        rows.Select(r => Known(r.Cells, isKnown)).DefaultIfEmpty().Max();

    // Without a known column: a title has one cell, a heading several.
    private static int Best(IReadOnlyList<(int Row, IReadOnlyList<WorkbookCell> Cells)> rows, Func<string, bool> isKnown)
    {
        var most = MostKnown(rows, isKnown);
        for (var i = 0; i < rows.Count; i++)
        {
            if (most > 0 ? Known(rows[i].Cells, isKnown) == most : rows[i].Cells.Count > 1)
                return i;
        }
        return 0;
    }

    private static int Known(IReadOnlyList<WorkbookCell> cells, Func<string, bool> isKnown) =>
        cells.Count(cell => cell.Kind == WorkbookCellKind.Text && isKnown(cell.Text.Trim()));
}
