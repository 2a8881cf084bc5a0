using System.Text.RegularExpressions;

namespace Portal.Domain.Documents.Excel.Templates;

/// <summary>A name in double braces in a cell of a template.</summary>
/// <param name="Name">A field such as <c>unit</c>, or a column of a table such as <c>streets.accepted</c>.</param>
/// <param name="IsOptional">The cell stays empty when the report does not have the name.</param>
/// <param name="Text">As it is written, with its braces.</param>
internal readonly partial record struct CellTag(string Name, bool IsOptional, string Text)
{
    public static bool MayContain(string text) =>
        text.Contains("{{", StringComparison.Ordinal) || text.Contains("｛｛", StringComparison.Ordinal);

    public static IReadOnlyList<CellTag> Find(string text) => MayContain(text) ? [.. Tag().Matches(text).Select(Read)] : [];

    /// <summary>Replaces every tag of the text by the function's result.</summary>
    public static string Replace(string text, Func<CellTag, string> replacement) =>
        MayContain(text) ? Tag().Replace(text, m => replacement(Read(m))) : text;

    /// <summary>The text from unclosed braces on; null when there are none.</summary>
    public static string? Unclosed(string text)
    {
        if (!MayContain(text))
            return null;
        var rest = Tag().Replace(text, "");
        return MayContain(rest) ? rest[..Math.Min(rest.Length, 40)] : null;
    }

    private static CellTag Read(Match match)
    {
        var name = match.Groups["name"].Value.Trim();
        var isOptional = name.EndsWith('?') || name.EndsWith('？');
        return new(isOptional ? name[..^1].TrimEnd() : name, isOptional, match.Value);
    }

    [GeneratedRegex(@"\{\{(?<name>[^{}｛｝]{1,200})\}\}|｛｛(?<name>[^{}｛｝]{1,200})｝｝", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Tag();
}
