using System.Text;
using System.Text.RegularExpressions;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Spreadsheet;
using Portal.Domain.Documents.Packaging;

namespace Portal.Domain.Documents.Workbooks;

/// <summary>Reads the texts of a workbook.</summary>
internal static partial class WorkbookTexts
{
    /// <summary>The longest text that a cell of a workbook holds.</summary>
    private const int MostCharacters = 32_767;

    /// <summary>The texts that cells share, by their number.</summary>
    /// <exception cref="WorkbookRefusedException">There are more than the limits allow.</exception>
    public static List<string> ReadShared(OpenXmlReader reader, WorkbookLimits limits, ReadBudget budget)
    {
        var texts = new List<string>();
        var characters = 0;
        while (reader.Read())
        {
            if (!reader.IsStartElement || reader.ElementType != typeof(SharedStringItem))
                continue;
            budget.Check();
            texts.Add(Read(reader, budget));
            characters += texts[^1].Length;
            if (texts.Count > limits.SharedTexts || characters > limits.SharedCharacters)
                throw new WorkbookRefusedException(WorkbookFault.TooLarge) { Place = $"sharedStrings, {texts.Count}" };
        }
        return texts;
    }

    /// <summary>The text of the present element, without phonetic guides; afterwards the reader is at its end.</summary>
    public static string Read(OpenXmlReader reader, ReadBudget budget)
    {
        var (owner, depth) = (reader.ElementType, reader.Depth);
        string? only = null;
        StringBuilder? several = null;
        while (reader.Read() && !(reader.IsEndElement && reader.ElementType == owner && reader.Depth == depth))
        {
            budget.Check();
            if (!reader.IsStartElement)
                continue;
            if (reader.ElementType == typeof(PhoneticRun))
                SkipTo(reader, typeof(PhoneticRun), budget);
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

    /// <summary>The text with the characters that XML cannot hold decoded, such as <c>_x000D_</c>.</summary>
    public static string Decoded(string text) =>
        text.Contains("_x", StringComparison.OrdinalIgnoreCase)
            ? Character().Replace(text, m => ((char)Convert.ToInt32(m.Groups["code"].Value, 16)).ToString())
            : text;

    private static void SkipTo(OpenXmlReader reader, Type type, ReadBudget budget)
    {
        while (!(reader.IsEndElement && reader.ElementType == type) && reader.Read())
            budget.Check();
    }

    [GeneratedRegex("_x(?<code>[0-9A-Fa-f]{4})_", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Character();
}
