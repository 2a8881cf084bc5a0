namespace Portal.Domain.Intake.Rows;

/// <summary>One parsed row of a file or message: a record, or the reasons why it has none.</summary>
/// <param name="Line">1-based: the line of the file (its heading is line 1) or the position in the array.</param>
/// <param name="Input">Null when <paramref name="Errors"/> has any.</param>
/// <param name="Errors">Every error of the row, not only the first.</param>
/// <param name="Fields">
/// The row as received, returned for correction; in the order of the source's columns, null for those that a JSON object leaves out.
/// </param>
public sealed record ParsedRow(long Line, RecordInput? Input, IReadOnlyList<RowError> Errors, IReadOnlyList<string?> Fields)
{
    /// <summary>Not a row, but the place where the file broke off or became unreadable; no row follows.</summary>
    public bool IsBreak { get; init; }
}

/// <summary>A reason why a row was rejected.</summary>
/// <param name="Line">The 1-based line of the row, or its position in the array.</param>
/// <param name="Field">The contract's name of the field, such as <c>acceptedAt</c>; empty when the error concerns the whole row.</param>
/// <param name="Value">The field's text; null when it was empty.</param>
/// <param name="Code">Stable, such as <c>unit.unknown</c>: clients may depend on it.</param>
/// <param name="Message">One sentence in the sender's language.</param>
public sealed record RowError(long Line, string Field, string? Value, string Code, string Message);
