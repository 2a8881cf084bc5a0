using System.Text.RegularExpressions;

namespace Portal.Domain.Documents.Word;

/// <summary>A tag in double braces in a template.</summary>
/// <param name="Kind">A field, the begin or end of a loop, or a whole block.</param>
/// <param name="Name">The name of the field or loop; of a block its kind, such as <c>table</c>.</param>
/// <param name="Code">The table, chart or section of a block; empty for blocks that exist once, and for all other kinds.</param>
/// <param name="IsOptional">The tag is replaced by nothing when the report does not have the name.</param>
/// <param name="Start">Its position in the paragraph's text.</param>
/// <param name="Text">As it is written, with its braces.</param>
internal readonly partial record struct TemplateTag(TagKind Kind, string Name, string Code, bool IsOptional, int Start, string Text)
{
    /// <summary>Whether the text may have a tag.</summary>
    public static bool MayContain(string text) =>
        text.Contains("{{", StringComparison.Ordinal) || text.Contains("｛｛", StringComparison.Ordinal);

    /// <summary>The tags of a paragraph in order.</summary>
    public static IReadOnlyList<TemplateTag> Find(string text) => MayContain(text) ? [.. Tag().Matches(text).Select(Read)] : [];

    /// <summary>The text from unclosed braces on.</summary>
    public static string? FindUnclosed(string text)
    {
        if (!MayContain(text))
            return null;
        var rest = Tag().Replace(text, "");
        var start = rest.AsSpan().IndexOfAny("{｛");
        return MayContain(rest) ? rest[start..Math.Min(rest.Length, start + 40)] : null;
    }

    /// <summary>The names in braces that are probably meant as tags, with the text: one brace too few, or braces of both widths.</summary>
    public static IEnumerable<(string Name, string Text)> FindProbable(string text) =>
        text.AsSpan().IndexOfAny("{｛") < 0
            ? []
            : Probable().Matches(Tag().Replace(text, " ")).Select(m => (m.Groups["name"].Value.Trim().TrimEnd('?', '？'), m.Value));

    private static TemplateTag Read(Match match)
    {
        var name = match.Groups["name"].Value.Trim();
        var isOptional = name.EndsWith('?') || name.EndsWith('？');
        if (isOptional)
            name = name[..^1].TrimEnd();
        var kind = name switch
        {
            ['#', ..] => TagKind.Begin,
            ['/', ..] => TagKind.End,
            _ => TagKind.Field,
        };
        if (kind != TagKind.Field)
            return new(kind, name[1..].TrimStart(), "", isOptional, match.Index, match.Value);
        var parts = name.Split([':', '：'], 2);
        if (parts.Length == 2)
            return new(TagKind.Block, parts[0].Trim(), parts[1].Trim(), isOptional, match.Index, match.Value);
        return new(
            name is "body" or "definitions" or "content" ? TagKind.Block : TagKind.Field,
            name,
            "",
            isOptional,
            match.Index,
            match.Value
        );
    }

    [GeneratedRegex(@"\{\{(?<name>[^{}｛｝]{1,200})\}\}|｛｛(?<name>[^{}｛｝]{1,200})｝｝", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Tag();

    [GeneratedRegex(@"[{｛]{1,2}(?<name>[^{}｛｝]{1,200})[}｝]{1,2}", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Probable();
}
