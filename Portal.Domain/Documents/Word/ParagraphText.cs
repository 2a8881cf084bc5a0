using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Wordprocessing;
using Portal.Domain.Documents.Packaging;

namespace Portal.Domain.Documents.Word;

/// <summary>A paragraph's text over all its runs: programs split a typed text into any number of them.</summary>
/// <remarks>Text boxes anchored in the paragraph have paragraphs of their own, and tracked deletions are no text.</remarks>
internal sealed class ParagraphText
{
    private readonly Paragraph _paragraph;
    private readonly List<Text> _parts;

    public ParagraphText(Paragraph paragraph)
    {
        _paragraph = paragraph;
        _parts = [.. paragraph.Descendants<Text>().Where(t => t.Ancestors<Paragraph>().First() == paragraph)];
        Value = string.Concat(_parts.Select(t => t.Text));
    }

    public string Value { get; private set; }

    /// <summary>Whether it shows nothing: no text, picture, field or break, and no end of a page section.</summary>
    public bool IsEmpty =>
        string.IsNullOrWhiteSpace(Value)
        && _paragraph.ParagraphProperties?.SectionProperties is null
        && !_paragraph.Descendants().Any(e => e is Drawing or Picture or EmbeddedObject or SimpleField or FieldChar or Break);

    /// <summary>Replaces a part of the text, with the format of the run in which the part begins.</summary>
    public void Replace(int start, int length, string with)
    {
        var (from, end, written) = (0, start + length, false);
        foreach (var part in _parts)
        {
            var (first, last) = (Math.Max(start, from), Math.Min(end, from + part.Text.Length));
            var offset = first - from;
            from += part.Text.Length;
            if (first >= last)
                continue;
            Set(
                part,
                string.Concat(part.Text.AsSpan(0, offset), written ? "" : XmlTexts.Clean(with), part.Text.AsSpan(offset + last - first))
            );
            written = true;
        }
        Value = string.Concat(_parts.Select(t => t.Text));
    }

    /// <summary>Converts the text's line ends to lines of the paragraph; done last, as positions change.</summary>
    public void BreakLines()
    {
        foreach (var part in _parts.Where(p => p.Text.Contains('\n', StringComparison.Ordinal)))
        {
            var lines = part.Text.Split('\n');
            Set(part, lines[^1].TrimEnd('\r'));
            foreach (var line in lines[..^1])
            {
                part.InsertBeforeSelf(Of(line.TrimEnd('\r')));
                part.InsertBeforeSelf(new Break());
            }
        }
    }

    public static Text Of(string text) => new(XmlTexts.Clean(text)) { Space = SpaceProcessingModeValues.Preserve };

    private static void Set(Text part, string text) => (part.Text, part.Space) = (text, SpaceProcessingModeValues.Preserve);
}
