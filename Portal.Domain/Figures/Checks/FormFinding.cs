using Portal.Domain.Figures.Forms;

namespace Portal.Domain.Figures.Checks;

/// <summary>The result of a check that a cell does not pass.</summary>
/// <param name="Cell">The cell to look at.</param>
/// <param name="Check">The check's code, or <c>required</c>, <c>value</c>, <c>outlier</c>.</param>
/// <param name="Message">In the language of the caller.</param>
public sealed record FormFinding(string Cell, CheckSeverity Severity, string Check, string Message);
