using System.Text;
using System.Text.RegularExpressions;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Spreadsheet;

namespace Portal.Domain.Documents.Workbooks;

/// <summary>Reads the texts of a workbook.</summary>
internal static partial class WorkbookTexts
{
    /// <summary>The longest text that a cell of a workbook holds.</summary>
    private const int MostCharacters = 32_767;

    /// <summary>The texts that cells share, by their number.</summary>
    /// <exception cref="WorkbookRefusedException">There are more than the limits allow.</exception>
    public static List<string> ReadShared(OpenXmlReader reader, WorkbookLimits limits, CancellationToken cancellation)
    {
        var texts = new List<string>();
        var characters = 0;
        while (reader.Read())
        {
            if (!reader.IsStartElement || reader.ElementType != typeof(SharedStringItem))
                continue;
            cancellation.ThrowIfCancellationRequested();
            texts.Add(Read(reader));
            characters += texts[^1].Length;
            if (texts.Count > limits.SharedTexts || characters > limits.SharedCharacters)
                throw new WorkbookRefusedException(WorkbookFault.Unfolds);
        }
        return texts;
    }

    /// <summary>The text within the element at which the reader is, without what says how to pronounce it; afterwards the reader is at its end.</summary>
    public static string Read(OpenXmlReader reader)
    {
        var (owner, depth) = (reader.ElementType, reader.Depth);
        string? only = null;
        StringBuilder? several = null;
        while (reader.Read() && !(reader.IsEndElement && reader.ElementType == owner && reader.Depth == depth))
        {
            if (!reader.IsStartElement)
                continue;
            if (reader.ElementType == typeof(PhoneticRun))
                SkipTo(reader, typeof(PhoneticRun));
            if (reader.ElementType != typeof(Text) || !reader.IsStartElement)
                continue;
            var text = reader.GetText();
            if (only is null)
                only = text;
            else if ((several ??= new StringBuilder(only)).Length < MostCharacters)
                several.Append(text);
        }
        return Decoded(several?.ToString() ?? only ?? "");
    }

    /// <summary>The text with its characters that XML cannot hold: <c>_x000D_</c> stands for one.</summary>
    public static string Decoded(string text) =>
        text.Contains("_x", StringComparison.OrdinalIgnoreCase)
            ? Character().Replace(text, m => ((char)Convert.ToInt32(m.Groups["code"].Value, 16)).ToString())
            : text;

    private static void SkipTo(OpenXmlReader reader, Type type)
    {
        while (!(reader.IsEndElement && reader.ElementType == type) && reader.Read()) { }
    }

    [GeneratedRegex("_x(?<code>[0-9A-Fa-f]{4})_", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Character();
}
