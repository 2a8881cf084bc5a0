namespace Portal.Domain.Intake.Mending;

/// <summary>A corrected row.</summary>
/// <param name="Id">As in <see cref="MendableRow.Id"/>.</param>
/// <param name="Cells">One cell for each column of the file.</param>
public sealed record MendedRow(long Id, IReadOnlyList<string> Cells);
