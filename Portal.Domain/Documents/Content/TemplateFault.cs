namespace Portal.Domain.Documents.Content;

/// <summary>Something in an uploaded template that cannot be filled in.</summary>
/// <param name="Code">Stable: <c>file.unreadable</c>, <c>file.tooLarge</c>, <c>field.unknown</c>, <c>table.unknown</c>, <c>column.unknown</c> …</param>
/// <param name="Place">Where, as one finds it in Word or Excel; empty for the file as a whole.</param>
/// <param name="Text">What stands there; empty for the file as a whole.</param>
public sealed record TemplateFault(string Code, string Place, string Text);
