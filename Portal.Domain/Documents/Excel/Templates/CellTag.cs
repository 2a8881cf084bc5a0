using System.Text.RegularExpressions;

namespace Portal.Domain.Documents.Excel.Templates;

/// <summary>What a cell of a template asks for between two pairs of braces.</summary>
/// <param name="Name">A field such as <c>unit</c>, or a column of a table such as <c>streets.accepted</c>.</param>
/// <param name="IsOptional">Nothing stands there when the report does not know the name.</param>
/// <param name="Text">As it is written, with its braces.</param>
internal readonly partial record struct CellTag(string Name, bool IsOptional, string Text)
{
    public static bool MayStandIn(string text) =>
        text.Contains("{{", StringComparison.Ordinal) || text.Contains("｛｛", StringComparison.Ordinal);

    public static IReadOnlyList<CellTag> Find(string text) => MayStandIn(text) ? [.. Tag().Matches(text).Select(Read)] : [];

    /// <summary>The text with every tag put in place of itself, as the function says.</summary>
    public static string Replace(string text, Func<CellTag, string> say) =>
        MayStandIn(text) ? Tag().Replace(text, m => say(Read(m))) : text;

    /// <summary>Braces that are opened and not closed; null when there are none.</summary>
    public static string? Unclosed(string text)
    {
        if (!MayStandIn(text))
            return null;
        var rest = Tag().Replace(text, "");
        return MayStandIn(rest) ? rest[..Math.Min(rest.Length, 40)] : null;
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
