using Portal.Domain.Figures.Checks;
using Portal.Domain.Figures.Forms;

namespace Portal.Figures.Cells;

/// <summary>What the checks find in a sheet as it stands on somebody's desk.</summary>
public sealed class SheetFindings
{
    private const string Required = "required";

    private readonly ILookup<string, FormFinding> _byCell;
    private readonly Dictionary<string, string> _missing;
    private readonly SheetDesk _desk;

    public SheetFindings(SheetDesk desk, IReadOnlyList<FormFinding> findings)
    {
        _desk = desk;
        _byCell = findings.Where(f => f.Check != Required).ToLookup(f => f.Cell, StringComparer.Ordinal);
        _missing = findings
            .Where(f => f.Check == Required && desk[f.Cell].Text.Length == 0)
            .ToDictionary(f => f.Cell, f => f.Message, StringComparer.Ordinal);
        Missing = [.. desk.Cells.Select(c => c.Code).Where(_missing.ContainsKey)];
        Standing =
        [
            .. desk
                .Cells.Where(c => c.State is DeskState.Invalid or DeskState.Conflict || _byCell[c.Code].Any(IsOpen))
                .OrderBy(c => c.State is DeskState.Invalid or DeskState.Conflict || Fails(c.Code) ? 0 : 1)
                .Select(c => c.Code),
        ];
    }

    /// <summary>Cells that must say something and do not, in the order of the form.</summary>
    public IReadOnlyList<string> Missing { get; }

    /// <summary>Cells in which something stands in the way: first what is wrong (an error, no number, a conflict), then warnings without a comment.</summary>
    public IReadOnlyList<string> Standing { get; }

    /// <summary>What was found in the cell, apart from its being empty.</summary>
    public IEnumerable<FormFinding> Of(string cell) => _byCell[cell];

    /// <summary>What the empty cell wants; null when nothing.</summary>
    public string? Wants(string cell) => _missing.GetValueOrDefault(cell);

    public bool Warns(string cell) => _byCell[cell].Any(f => f.Severity == CheckSeverity.Warning);

    public bool Fails(string cell) => _byCell[cell].Any(f => f.Severity == CheckSeverity.Error);

    private bool IsOpen(FormFinding finding) => finding.Severity == CheckSeverity.Error || _desk[finding.Cell].Comment.Trim().Length == 0;
}
