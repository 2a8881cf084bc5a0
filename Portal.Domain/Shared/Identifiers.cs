using System.Globalization;
using System.Text;

namespace Portal.Domain.Shared;

/// <summary>Cleans the numbers and codes that identify cases, units and items, alike for messages, files and look-ups.</summary>
public static class Identifiers
{
    /// <summary>
    /// The text in Unicode's compatibility form (NFKC: full-width letters and digits become usual ones), without invisible characters and
    /// without white space around it. A text that no database can store is only trimmed: a check refuses it.
    /// </summary>
    /// <returns>The same object when there is nothing to clean; empty for a text of white space alone.</returns>
    public static string Clean(string text)
    {
        if (IsClean(text))
            return text;
        if (!RecordText.IsStorable(text))
            return text.Trim();
        var normal = text.Normalize(NormalizationForm.FormKC);
        var visible = new StringBuilder(normal.Length);
        foreach (var rune in normal.EnumerateRunes())
        {
            if (!IsInvisible(rune))
                visible.Append(rune.ToString());
        }
        // Letters between which something invisible stood may make one now: what was cleaned is found by cleaning it again.
        return (visible.Length < normal.Length ? visible.ToString().Normalize(NormalizationForm.FormKC) : normal).Trim();
    }

    /// <summary>
    /// Whether a spreadsheet has written a number with an exponent, such as <c>3.50103E+17</c>: its last digits are lost, and with them the
    /// difference between two numbers. More digits before a bare <c>E</c>, as in <c>2014E0012</c>, make no exponent.
    /// </summary>
    public static bool HasExponent(ReadOnlySpan<char> text)
    {
        var at = text.IndexOfAny('E', 'e');
        if (at < 1 || !IsMantissa(text[..at]))
            return false;
        var exponent = text[(at + 1)..];
        var signed = !exponent.IsEmpty && exponent[0] is '+' or '-';
        var digits = signed ? exponent[1..] : exponent;
        return digits.Length is 1 or 2 or 3
            && digits.IndexOfAnyExceptInRange('0', '9') < 0
            && (signed || text[..at].TrimStart('-').IndexOf('.') == 1 || text[..at].TrimStart('-').Length == 1);
    }

    private static bool IsMantissa(ReadOnlySpan<char> text)
    {
        text = text[0] == '-' ? text[1..] : text;
        return !text.IsEmpty && char.IsAsciiDigit(text[0]) && text.IndexOfAnyExcept("0123456789.,") < 0;
    }

    private static bool IsClean(ReadOnlySpan<char> text) =>
        text.IsEmpty || (text.IndexOfAnyExceptInRange(' ', '~') < 0 && text[0] != ' ' && text[^1] != ' ');

    // Formatting characters, and the others that are drawn as nothing at all (Unicode's Default_Ignorable_Code_Point).
    private static bool IsInvisible(Rune rune) =>
        Rune.GetUnicodeCategory(rune) == UnicodeCategory.Format
        || rune.Value
            is 0x034F
                or 0x115F
                or 0x1160
                or 0x17B4
                or 0x17B5
                or 0x3164
                or (>= 0x180B and <= 0x180F)
                or (>= 0xFE00 and <= 0xFE0F)
                or (>= 0xE0000 and <= 0xE0FFF);
}
