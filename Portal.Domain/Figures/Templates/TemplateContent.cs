using Portal.Domain.Figures.Sheets;
using Portal.Domain.Figures.Values;

namespace Portal.Domain.Figures.Templates;

/// <summary>The content of an uploaded template.</summary>
/// <param name="Cells">The cells that were filled in, in the order of the form. Empty cells are left out: they change nothing.</param>
/// <param name="Problems">The errors; while there is any, nothing is saved.</param>
public sealed record TemplateContent(IReadOnlyList<TemplateValue> Cells, IReadOnlyList<TemplateProblem> Problems)
{
    internal static TemplateContent Refused(TemplateProblem problem) => new([], [problem]);

    /// <summary>The changes that saving it would make.</summary>
    public IReadOnlyList<TemplateChange> Changes(SheetView view) =>
        [
            .. from cell in Cells
            let now = view.Cells.GetValueOrDefault(cell.Code)
            where (now?.Value ?? FigureValue.Missing) != cell.Value
            select new TemplateChange(
                cell.Code,
                cell.Place,
                now?.Value ?? FigureValue.Missing,
                cell.Value,
                now is not null && now.Revision > cell.SeenRevision ? now.SavedBy : null
            ),
        ];

    /// <summary>As <see cref="ISheetEntry.SaveAsync"/> takes them, with <see cref="EntryOrigin.Uploaded"/>.</summary>
    public IReadOnlyList<CellInput> Inputs(SheetView view) =>
        [
            .. Changes(view)
                .Select(c => Cells.First(cell => cell.Code == c.Code))
                .Select(cell => new CellInput(
                    cell.Code,
                    cell.Value.NotApplicable ? "-" : cell.Value.ToString(),
                    Comment: null,
                    Math.Min(cell.SeenRevision, view.Cells.GetValueOrDefault(cell.Code)?.Revision ?? 0)
                )),
        ];
}

/// <param name="Code">The form's cell.</param>
/// <param name="Place">The template's cell, such as <c>D7</c>.</param>
/// <param name="SeenRevision">The sheet's revision when the template was downloaded.</param>
public sealed record TemplateValue(string Code, string Place, FigureValue Value, long SeenRevision);

/// <param name="SavedSinceBy">The author of a later value, which stays; null when there is none.</param>
public sealed record TemplateChange(string Code, string Place, FigureValue Before, FigureValue After, string? SavedSinceBy);

/// <summary>An error of a template, for which it is refused.</summary>
/// <param name="Place">The template's cell, such as <c>D7</c>; null when the file as a whole is meant.</param>
/// <param name="Code">Stable, such as <c>template.formula</c>.</param>
/// <param name="Message">In the reader's language; names the cell.</param>
public sealed record TemplateProblem(string? Place, string Code, string Message);
