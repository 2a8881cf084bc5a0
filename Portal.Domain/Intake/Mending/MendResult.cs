namespace Portal.Domain.Intake.Mending;

/// <summary>The result of sending corrected rows.</summary>
/// <param name="Taken">The rows that were taken, and are no longer listed as rejected.</param>
/// <param name="Refused">The rows that are still wrong; they keep their corrections.</param>
/// <param name="Gone">The rows that are no longer rejected: another user corrected them before.</param>
public sealed record MendResult(int Taken, int Refused, int Gone);
