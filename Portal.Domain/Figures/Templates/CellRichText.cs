using System.Text;
using System.Xml;

namespace Portal.Domain.Figures.Templates;

/// <summary>Reads a text that may be made of runs, each with its own look.</summary>
internal static class CellRichText
{
    /// <summary>More of a text than this is never of use here.</summary>
    private const int Most = 1_000;

    /// <summary>The text within the element the reader stands on; afterwards it stands on its end.</summary>
    public static string Read(XmlReader reader)
    {
        if (reader.IsEmptyElement)
            return "";
        var text = new StringBuilder();
        var (depth, isText, phonetic) = (reader.Depth, false, false);
        while (reader.Read() && reader.Depth > depth)
        {
            if (reader.LocalName == "rPh")
                phonetic = reader.NodeType == XmlNodeType.Element && !reader.IsEmptyElement;
            if (reader.LocalName == "t")
                isText = reader.NodeType == XmlNodeType.Element && !reader.IsEmptyElement;
            if (
                isText
                && !phonetic
                && reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace
                && text.Length < Most
            )
            {
                text.Append(reader.Value.AsSpan(0, Math.Min(reader.Value.Length, Most - text.Length)));
            }
        }
        return text.ToString();
    }
}
