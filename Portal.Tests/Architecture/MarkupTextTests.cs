using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Portal.Tests.Demonstration;

namespace Portal.Tests.Architecture;

/// <summary>All words on pages come from the texts of both languages: markup has none of its own.</summary>
/// <remarks>Reads the output of the Razor compiler, so that C# between the tags does not count as text.</remarks>
public sealed partial class MarkupTextTests
{
    private const string DemonstrationPassword = "Taijiang-2014";

    private static readonly HashSet<string> s_readAttributes = new(StringComparer.OrdinalIgnoreCase)
    {
        "alt",
        "aria-label",
        "aria-description",
        "aria-roledescription",
        "aria-valuetext",
        "HelperText",
        "Label",
        "placeholder",
        "Text",
        "title",
        "ErrorText",
        "RequiredError",
        "AdornmentText",
        "Caption",
        "AriaLabel",
        "CloseIconAriaLabel",
    };

    // A language is named in itself; the rest are units and keys that both languages write alike.
    private static readonly HashSet<string> s_alike = new(StringComparer.Ordinal)
    {
        "中文",
        "EN",
        "English",
        "中",
        "API",
        "CSV",
        "OpenAPI",
        DemonstrationPassword,
    };

    [Fact]
    public void Words_OnPages_ComeFromTheTexts()
    {
        var broken =
            from component in Features.Web.GetTypes()
            where IsWithinComponent(component)
            from method in IlReader.Methods(component)
            from text in Literals(method)
            where HasWord(text)
            select $"{Features.Name(component)}: {text.Trim()}";
        Broken.None(broken);
    }

    [Fact]
    public void Han_InCode_IsOnlyInTheTexts()
    {
        var broken =
            from type in Features.Types(Features.Web)
            from method in IlReader.Methods(type)
            from instruction in IlReader.Read(method)
            where instruction.Operand is string text && Han().IsMatch(Unsaid().Replace(text, "")) && !s_alike.Contains(text)
            select $"{Features.Name(type)}: {instruction.Operand}";
        Broken.None(broken);
    }

    private static bool IsWithinComponent(Type type) =>
        typeof(IComponent).IsAssignableFrom(type) || (type.DeclaringType is { } outer && IsWithinComponent(outer));

    private static IEnumerable<string> Literals(MethodBase method)
    {
        var strings = new List<string>();
        foreach (var (_, operand) in IlReader.Read(method))
        {
            if (operand is string text)
                strings.Add(text);
            if (operand is not MethodInfo called || called.Name == "TypeCheck")
                continue;
            if (called.DeclaringType == typeof(RenderTreeBuilder) && ReadText(called, strings) is { } read)
                yield return read;
            strings.Clear();
        }
    }

    // The strings loaded since the last call are the arguments of this one; what another call made of a string is no literal.
    private static string? ReadText(MethodInfo called, List<string> strings) =>
        called.Name switch
        {
            nameof(RenderTreeBuilder.AddMarkupContent) when strings.Count > 0 => ReadMarkup(strings[^1]),
            nameof(RenderTreeBuilder.AddContent) when strings.Count == 1 && called.GetParameters()[1].ParameterType == typeof(string) =>
                strings[0],
            nameof(RenderTreeBuilder.AddAttribute)
            or nameof(RenderTreeBuilder.AddComponentParameter) when strings.Count == 2 && s_readAttributes.Contains(strings[0]) => strings[
                1
            ],
            _ => null,
        };

    private static string ReadMarkup(string markup) =>
        Tag()
            .Replace(
                NotRead().Replace(markup, ""),
                tag => " " + string.Join(' ', ReadAttribute().Matches(tag.Value).Select(m => m.Groups["text"].Value)) + " "
            );

    private static bool HasWord(string text) => !s_alike.Contains(text.Trim()) && Word().IsMatch(Entity().Replace(text, " "));

    [GeneratedRegex(
        @"<(?<name>script|style|svg)\b.*?</\k<name>>|<!--.*?-->",
        RegexOptions.Singleline | RegexOptions.ExplicitCapture,
        1_000
    )]
    private static partial Regex NotRead();

    [GeneratedRegex("<[^>]*>", RegexOptions.None, 1_000)]
    private static partial Regex Tag();

    [GeneratedRegex("\\b(alt|aria-label|title|placeholder)=\"(?<text>[^\"]*)\"", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex ReadAttribute();

    [GeneratedRegex("&[#a-z0-9]+;", RegexOptions.IgnoreCase, 1_000)]
    private static partial Regex Entity();

    [GeneratedRegex(@"\p{L}{2,}|[\u3400-\u9FFF]", RegexOptions.None, 1_000)]
    private static partial Regex Word();

    [GeneratedRegex(@"[\u3400-\u9FFF]", RegexOptions.None, 1_000)]
    private static partial Regex Han();

    // The product's name, and the separators of date formats: no words.
    [GeneratedRegex("马上就办|[年月日至]", RegexOptions.None, 1_000)]
    private static partial Regex Unsaid();
}
