using System.Text;

namespace Portal.Domain.Documents.Workbooks;

/// <summary>Shows a whole number as a custom number format does: <c>12</c> by <c>000000000</c> is <c>000000012</c>.</summary>
internal static class ShownDigits
{
    /// <summary>Whether a format's code shows an exponent.</summary>
    public static bool HasExponent(string code) =>
        code.Contains("E+", StringComparison.OrdinalIgnoreCase) || code.Contains("E-", StringComparison.OrdinalIgnoreCase);

    /// <summary>The part of a format's code that shows positive whole numbers; null when it shows them as plain digits do.</summary>
    public static string? PatternOf(string code)
    {
        var end = EndOfSection(code);
        var section = code[..end];
        // Fractions, percentages and dates show another number than the digits.
        return section.Contains('0', StringComparison.Ordinal) && !Unquoted(section).AsSpan().ContainsAny(".%/@") ? section : null;
    }

    /// <param name="digits">Of a whole number from 0.</param>
    /// <param name="pattern">From <see cref="PatternOf"/>.</param>
    public static string Show(string digits, string pattern)
    {
        var places = Unquoted(pattern).Count(c => c is '0' or '#' or '?');
        var zeros = Unquoted(pattern).Count(c => c == '0');
        var padded = digits.PadLeft(zeros, '0');
        var (text, place, shown) = (new StringBuilder(), 0, 0);
        for (var i = 0; i < pattern.Length; i++)
        {
            switch (pattern[i])
            {
                case '0' or '#' or '?':
                    place++;
                    // The first place takes all digits that the others leave.
                    var until = padded.Length - (places - place);
                    if (until > shown)
                        text.Append(padded, shown, until - shown);
                    shown = Math.Max(shown, until);
                    break;
                case '"':
                    var close = pattern.IndexOf('"', i + 1);
                    close = close < 0 ? pattern.Length : close;
                    text.Append(pattern, i + 1, close - i - 1);
                    i = close;
                    break;
                case '[':
                    var end = pattern.IndexOf(']', i);
                    i = end < 0 ? pattern.Length : end;
                    break;
                case '\\' when i + 1 < pattern.Length:
                    text.Append(pattern[++i]);
                    break;
                case '_' or '*':
                    i++; // room, or a character repeated to fill the cell
                    break;
                case '-' or '(' or ')' or ' ':
                    text.Append(pattern[i]);
                    break;
            }
        }
        return text.ToString().Trim();
    }

    private static int EndOfSection(string code)
    {
        var quoted = false;
        for (var i = 0; i < code.Length; i++)
        {
            if (code[i] == '"')
                quoted = !quoted;
            else if (code[i] == '\\')
                i++;
            else if (code[i] == ';' && !quoted)
                return i;
        }
        return code.Length;
    }

    private static string Unquoted(string pattern)
    {
        var text = new StringBuilder();
        for (var i = 0; i < pattern.Length; i++)
        {
            var close = pattern[i] switch
            {
                '"' => pattern.IndexOf('"', i + 1),
                '[' => pattern.IndexOf(']', i + 1),
                '\\' or '_' or '*' => i + 1,
                _ => i,
            };
            if (close == i)
                text.Append(pattern[i]);
            i = close < 0 ? pattern.Length : close;
        }
        return text.ToString();
    }
}
