using Portal.Domain.Documents.Packaging;
using Portal.Domain.Documents.Workbooks;

namespace Portal.Domain.Figures.Templates;

/// <summary>The cells of a filled-in template.</summary>
/// <param name="Cells">Those with a content, by place.</param>
/// <param name="Merged">Cells made one: the first and the last of each.</param>
internal sealed record TemplateCells(
    IReadOnlyDictionary<CellPlace, TemplateCell> Cells,
    IReadOnlyList<(CellPlace First, CellPlace Last)> Merged
)
{
    /// <summary>Reads the first sheet of a workbook from outside.</summary>
    /// <param name="content">Seekable; left open.</param>
    /// <exception cref="WorkbookRefusedException">It is no workbook, or a larger one than a template can be.</exception>
    public static async Task<TemplateCells> ReadAsync(Stream content, WorkbookLimits limits, ReadBudget budget)
    {
        using var sheet = await WorkbookReader.OpenAsync(content, limits, budget);
        var cells = new Dictionary<CellPlace, TemplateCell>();
        while (sheet.Read())
        {
            foreach (var cell in sheet.Cells)
                cells[new(sheet.Row, cell.Column)] = new(cell.Text, KindOf(cell));
        }
        return new(cells, sheet.Merged);
    }

    public string Text(CellPlace place) => Cells.GetValueOrDefault(place).Text?.Trim() ?? "";

    /// <summary>The merged area that contains the cell; null when there is none.</summary>
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

    private static TemplateCellKind KindOf(WorkbookCell cell) =>
        cell.IsFormula
            ? TemplateCellKind.Formula
            : cell.Kind switch
            {
                WorkbookCellKind.Number => TemplateCellKind.Number,
                WorkbookCellKind.Text => TemplateCellKind.Text,
                WorkbookCellKind.Truth or WorkbookCellKind.Error or WorkbookCellKind.Date => TemplateCellKind.Other,
            };
}

/// <param name="Text">As shown, numbers invariant.</param>
/// <param name="Kind">The kind in the workbook.</param>
internal readonly record struct TemplateCell(string Text, TemplateCellKind Kind);
