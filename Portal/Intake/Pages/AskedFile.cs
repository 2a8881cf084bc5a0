namespace Portal.Intake.Pages;

/// <summary>An uploaded file for which the user must choose a sheet or an encoding.</summary>
/// <param name="Sheets">Of which one must be chosen; none when it is a text.</param>
/// <param name="Reason">Why it cannot be read without a choice, or with the last one.</param>
public sealed record AskedFile(UploadedFile File, IReadOnlyList<string> Sheets, string Reason);
