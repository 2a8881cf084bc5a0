namespace Portal.Domain.Intake.Mending;

/// <summary>A reason for which an import rejected rows.</summary>
/// <param name="Field">The contract's name of the field; empty when whole rows are concerned.</param>
/// <param name="Code">The stable code, such as <c>unit.unknown</c>.</param>
/// <param name="Example">The message of one of the rows, in the reader's language.</param>
/// <param name="Rows">The number of rows with this reason; a row may have several reasons.</param>
/// <param name="Differs">The rows have different messages, because a message names the value of its row.</param>
public sealed record RejectedReason(string Field, string Code, string Example, int Rows, bool Differs);
