namespace Portal.Domain.Documents.Content;

/// <summary>A part of an uploaded template that cannot be filled in.</summary>
/// <param name="Code">
/// Stable: <c>file.unreadable</c>, <c>file.tooLarge</c>, <c>field.unknown</c>, <c>table.unknown</c>, <c>column.unknown</c> …;
/// <c>faults.more</c> when there are more, with their number as the text.
/// </param>
/// <param name="Place">The place in terms of Word or Excel; empty for the file as a whole.</param>
/// <param name="Text">The text at this place; empty for the file as a whole.</param>
public sealed record TemplateFault(string Code, string Place, string Text);
