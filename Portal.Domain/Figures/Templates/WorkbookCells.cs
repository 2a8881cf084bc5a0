namespace Portal.Domain.Figures.Templates;

/// <summary>What stands on the first worksheet of a workbook.</summary>
/// <param name="Cells">Those with a content, by place.</param>
/// <param name="Merged">Cells made one: the first and the last of each.</param>
internal sealed record WorkbookCells(
    IReadOnlyDictionary<CellPlace, WorkbookCell> Cells,
    IReadOnlyList<(CellPlace First, CellPlace Last)> Merged
)
{
    public string Text(CellPlace place) => Cells.GetValueOrDefault(place).Text?.Trim() ?? "";

    /// <summary>The area that covers the cell together with others; null when none does.</summary>
    public (CellPlace First, CellPlace Last)? MergedOver(CellPlace place)
    {
        foreach (var area in Merged)
        {
            if (
                place.Row >= area.First.Row
                && place.Row <= area.Last.Row
                && place.Column >= area.First.Column
                && place.Column <= area.Last.Column
            )
                return area;
        }
        return null;
    }
}

/// <param name="Text">As shown, numbers invariant.</param>
/// <param name="Kind">What the workbook says it is.</param>
internal readonly record struct WorkbookCell(string Text, WorkbookCellKind Kind);

internal enum WorkbookCellKind
{
    Number,
    Text,

    /// <summary>True, an error such as <c>#DIV/0!</c>, or a date: no number that somebody entered.</summary>
    Other,
    Formula,
}
