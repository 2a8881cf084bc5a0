using System.Text.RegularExpressions;

namespace Portal.Domain.Documents.Word;

/// <summary>What a template asks for between two pairs of braces.</summary>
/// <param name="Kind">A field, the begin or end of what repeats, or a whole block.</param>
/// <param name="Name">The field's name, or what repeats; of a block its kind, such as <c>table</c>.</param>
/// <param name="Code">Which table, chart or section a block is; empty for blocks there is only one of, and for everything else.</param>
/// <param name="IsOptional">Nothing at all stands there when the report does not know the name.</param>
/// <param name="Start">Where in its paragraph's text it begins.</param>
/// <param name="Text">As it is written, with its braces.</param>
internal readonly partial record struct TemplateTag(TagKind Kind, string Name, string Code, bool IsOptional, int Start, string Text)
{
    /// <summary>Some text there may hold a tag.</summary>
    public static bool MayStandIn(string text) =>
        text.Contains("{{", StringComparison.Ordinal) || text.Contains("｛｛", StringComparison.Ordinal);

    /// <summary>The tags of a paragraph in order.</summary>
    public static IReadOnlyList<TemplateTag> Find(string text) => MayStandIn(text) ? [.. Tag().Matches(text).Select(Read)] : [];

    /// <summary>Braces that are opened and not closed.</summary>
    public static string? FindUnclosed(string text)
    {
        if (!MayStandIn(text))
            return null;
        var rest = Tag().Replace(text, "");
        var start = rest.AsSpan().IndexOfAny("{｛");
        return MayStandIn(rest) ? rest[start..Math.Min(rest.Length, start + 40)] : null;
    }

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
}

internal enum TagKind
{
    /// <summary><c>{{unit}}</c>.</summary>
    Field,

    /// <summary><c>{{#streets}}</c>.</summary>
    Begin,

    /// <summary><c>{{/streets}}</c>.</summary>
    End,

    /// <summary><c>{{table:streets}}</c>, <c>{{body}}</c>.</summary>
    Block,
}
