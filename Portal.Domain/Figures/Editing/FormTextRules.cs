using Portal.Domain.Figures.Forms;

namespace Portal.Domain.Figures.Editing;

/// <summary>Validates the texts and codes of a form.</summary>
internal static class FormTextRules
{
    public static void CheckName(LocalText? text, string path, FormProblems problems)
    {
        if (string.IsNullOrWhiteSpace(text?.Zh))
            problems.Add($"{path}.zh", "form.textRequired");
        CheckLength(text, path, FormValidation.NameLength, problems);
    }

    /// <summary>Checks an optional text.</summary>
    public static void CheckHelp(LocalText? text, string path, FormProblems problems)
    {
        if (text is not null && string.IsNullOrWhiteSpace(text.Zh))
            problems.Add($"{path}.zh", "form.textRequired");
        CheckLength(text, path, FormValidation.HelpLength, problems);
    }

    /// <summary>Whether a rule can name it: letters and digits, beginning with a letter.</summary>
    public static bool IsCode(string? code) =>
        code is { Length: > 0 }
        && char.IsAsciiLetter(code[0])
        && code.All(char.IsAsciiLetterOrDigit)
        && code is not ("sum" or "required" or "when");

    /// <summary>As <see cref="IsCode"/>, with hyphens allowed inside.</summary>
    public static bool IsSectionCode(string? code) =>
        code is { Length: > 0 and <= FormCell.CodeLength }
        && IsCode(code.Replace("-", "", StringComparison.Ordinal))
        && char.IsAsciiLetter(code[0]);

    private static void CheckLength(LocalText? text, string path, int most, FormProblems problems)
    {
        Check(text?.Zh, $"{path}.zh", most, problems);
        Check(text?.En, $"{path}.en", most, problems);
    }

    private static void Check(string? text, string path, int most, FormProblems problems)
    {
        if (text is null)
            return;
        if (text.Length > most)
            problems.Add(path, "form.textTooLong", most);
        if (text.Any(c => char.IsControl(c) || c is '\uFFFD' or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069')))
            problems.Add(path, "form.textUnprintable");
    }
}
