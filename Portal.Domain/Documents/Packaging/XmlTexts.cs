using System.Text;
using System.Xml;

namespace Portal.Domain.Documents.Packaging;

/// <summary>Prepares texts for XML.</summary>
public static class XmlTexts
{
    /// <summary>
    /// The text without what XML cannot hold: control characters and unpaired surrogates. Characters such as <c>&lt;</c> stay, writers
    /// escape them.
    /// </summary>
    public static string Clean(string text)
    {
        var first = FirstBad(text, 0);
        if (first < 0)
            return text;
        var clean = new StringBuilder(text.Length);
        for (var from = 0; from < text.Length; first = FirstBad(text, from))
        {
            if (first < 0)
                return clean.Append(text, from, text.Length - from).ToString();
            clean.Append(text, from, first - from);
            from = first + 1;
        }
        return clean.ToString();
    }

    private static int FirstBad(string text, int from)
    {
        for (var i = from; i < text.Length; i++)
        {
            if (XmlConvert.IsXmlChar(text[i]))
                continue;
            if (i + 1 < text.Length && XmlConvert.IsXmlSurrogatePair(text[i + 1], text[i]))
                i++;
            else
                return i;
        }
        return -1;
    }
}
