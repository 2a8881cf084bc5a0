namespace Portal.Domain.Intake.Files;

/// <summary>A cell by its place in the row.</summary>
/// <param name="Text">The text when it is not the one at the place, because marks in it were doubled.</param>
internal readonly record struct CsvCell(int Start, int Length, string? Text, bool IsQuoted);
