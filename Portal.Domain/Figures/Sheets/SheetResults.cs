using Portal.Domain.Figures.Checks;

namespace Portal.Domain.Figures.Sheets;

/// <summary>A value to save.</summary>
/// <param name="Text">As typed; empty clears the cell; null leaves the value and saves only the comment.</param>
/// <param name="Comment">Null leaves it; empty removes it.</param>
/// <param name="SeenRevision">
/// The revision of the cell that its author saw, 0 for a cell never saved: a later value of another author is a conflict.
/// </param>
public sealed record CellInput(string Code, string? Text, string? Comment, long SeenRevision);

/// <summary>The result of saving one cell.</summary>
/// <param name="Now">The cell after the call: the author's value or, in a conflict, the other's. Null when it was never saved.</param>
/// <param name="Problem">Code of why it was refused; null otherwise.</param>
public sealed record CellOutcome(string Code, CellResult Result, CellView? Now, string? Problem = null);

public enum CellResult
{
    Saved,

    /// <summary>The cell had this value already.</summary>
    Unchanged,

    /// <summary>Another value was saved since; nothing was changed.</summary>
    Conflict,

    /// <summary>No number, or one that the cell does not accept; nothing was changed.</summary>
    Refused,
}

/// <param name="Revision">The sheet's after the call.</param>
public sealed record SaveResult(long Revision, IReadOnlyList<CellOutcome> Cells);

/// <param name="Submitted">False when errors, or warnings without a comment, prevent it; then nothing changed.</param>
/// <param name="Findings">All of them, warnings with a comment included.</param>
public sealed record SubmitResult(bool Submitted, IReadOnlyList<FormFinding> Findings);
