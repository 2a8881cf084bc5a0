namespace Portal.Intake.Pages;

/// <summary>An uploaded file that cannot be read before somebody has chosen how.</summary>
/// <param name="Sheets">Of which one must be chosen; none when it is a text.</param>
/// <param name="Reason">Why it cannot be read without a choice, or with the last one.</param>
public sealed record AskedFile(UploadedFile File, IReadOnlyList<string> Sheets, string Reason);
