namespace Portal.Domain.Figures.Editing;

/// <summary>An error of a form, and its place.</summary>
/// <param name="Path">As <c>sections[0].rows[2].name.zh</c> or <c>checks[1].rule</c>; empty for the form as a whole.</param>
/// <param name="Code">Stable, such as <c>form.codeTwice</c>.</param>
/// <param name="Message">In the reader's language.</param>
/// <param name="Position">The character in a rule, from 0; null elsewhere.</param>
public sealed record FormProblem(string Path, string Code, string Message, int? Position = null);
