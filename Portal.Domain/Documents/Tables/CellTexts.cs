using System.Text;
using System.Text.RegularExpressions;

namespace Portal.Domain.Documents.Tables;

/// <summary>Prepares texts for cells of files.</summary>
public static partial class CellTexts
{
    /// <summary>The longest text that a cell of a workbook holds.</summary>
    public const int MostCharacters = 32_767;

    // The wide forms are typed with Chinese keyboards, and some programs take them for the narrow ones.
    private const string FormulaStarts = "=+-@＝＋－＠";

    /// <summary>Without the characters that XML cannot hold; with the line ends of cells.</summary>
    public static string Legal(string text)
    {
        if (!NeedsWork(text))
            return text;
        var legal = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length && legal.Length < MostCharacters; i++)
        {
            var c = text[i];
            if (c == '\r')
                legal.Append(i + 1 < text.Length && text[i + 1] == '\n' ? "" : "\n");
            else if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
                legal.Append(c).Append(text[++i]);
            else if (IsLegal(c))
                legal.Append(c);
        }
        return legal.Length > MostCharacters ? legal.ToString(0, MostCharacters - 1) + "…" : legal.ToString();
    }

    /// <summary>Whether a program could take the text for a formula when it opens the file, or when the cell is edited.</summary>
    public static bool MayBeFormula(ReadOnlySpan<char> text)
    {
        var start = text.TrimStart();
        // Leading white space begins no formula, but some programs drop it.
        return text.Length > 0 && (text[0] is '\t' or '\r' or '\n' or '\0' || (start.Length > 0 && FormulaStarts.Contains(start[0])));
    }

    // Workbooks write characters as _x0041_: a text with such a code of its own is escaped.
    internal static string Escaped(string legal) =>
        legal.Contains("_x", StringComparison.OrdinalIgnoreCase) ? Escape().Replace(legal, "_x005F_${code}") : legal;

    private static bool NeedsWork(string text)
    {
        if (text.Length > MostCharacters)
            return true;
        foreach (var c in text)
        {
            if (c == '\r' || char.IsSurrogate(c) || !IsLegal(c))
                return true;
        }
        return false;
    }

    private static bool IsLegal(char c) => c is '\t' or '\n' || (c >= ' ' && !char.IsSurrogate(c) && c is not ('\uFFFE' or '\uFFFF'));

    [GeneratedRegex("_(?<code>x[0-9A-Fa-f]{4}_)", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Escape();
}
