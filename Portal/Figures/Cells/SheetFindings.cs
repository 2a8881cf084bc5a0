using Portal.Domain.Figures.Checks;
using Portal.Domain.Figures.Forms;

namespace Portal.Figures.Cells;

/// <summary>The findings of the checks for the current input of an editor.</summary>
public sealed class SheetFindings
{
    private const string Required = "required";

    private readonly ILookup<string, FormFinding> _byCell;
    private readonly Dictionary<string, string> _missing;
    private readonly SheetEditor _editor;

    public SheetFindings(SheetEditor editor, IReadOnlyList<FormFinding> findings)
    {
        _editor = editor;
        _byCell = findings.Where(f => f.Check != Required).ToLookup(f => f.Cell, StringComparer.Ordinal);
        _missing = findings
            .Where(f => f.Check == Required && editor[f.Cell].Text.Length == 0)
            .ToDictionary(f => f.Cell, f => f.Message, StringComparer.Ordinal);
        Missing = [.. editor.Cells.Select(c => c.Code).Where(_missing.ContainsKey)];
        Blocking =
        [
            .. editor
                .Cells.Where(c => c.State is CellSaveState.Invalid or CellSaveState.Conflict || _byCell[c.Code].Any(IsOpen))
                .OrderBy(c => c.State is CellSaveState.Invalid or CellSaveState.Conflict || Fails(c.Code) ? 0 : 1)
                .Select(c => c.Code),
        ];
    }

    /// <summary>Required cells without a value, in the order of the form.</summary>
    public IReadOnlyList<string> Missing { get; }

    /// <summary>
    /// Cells that prevent submission: first errors (a failed check, no number, a conflict), then warnings without a comment.
    /// </summary>
    public IReadOnlyList<string> Blocking { get; }

    /// <summary>The findings of the cell, apart from its being empty.</summary>
    public IEnumerable<FormFinding> Of(string cell) => _byCell[cell];

    /// <summary>What is required of the empty cell; null when nothing.</summary>
    public string? RequirementOf(string cell) => _missing.GetValueOrDefault(cell);

    public bool HasWarning(string cell) => _byCell[cell].Any(f => f.Severity == CheckSeverity.Warning);

    public bool Fails(string cell) => _byCell[cell].Any(f => f.Severity == CheckSeverity.Error);

    private bool IsOpen(FormFinding finding) => finding.Severity == CheckSeverity.Error || _editor[finding.Cell].Comment.Trim().Length == 0;
}
