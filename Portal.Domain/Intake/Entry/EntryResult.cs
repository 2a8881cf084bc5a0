using Portal.Domain.Intake.Rows;

namespace Portal.Domain.Intake.Entry;

/// <summary>The result of entering, correcting or withdrawing a record.</summary>
/// <param name="CaseNo">The number of the record; null when it was not taken.</param>
/// <param name="Errors">Why it was not taken, by the contract's fields; empty when it was.</param>
public sealed record EntryResult(string? CaseNo, IReadOnlyList<RowError> Errors);
