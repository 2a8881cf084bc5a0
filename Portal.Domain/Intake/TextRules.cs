using System.Buffers;

namespace Portal.Domain.Intake;

/// <summary>What text may contain.</summary>
internal static class TextRules
{
    /// <summary>Shown of a value that was refused, in characters.</summary>
    private const int Shown = 200;

    // U+FFFD stands for bytes that an earlier program could not read: the true text is lost.
    private static readonly SearchValues<char> s_unprintable = SearchValues.Create(
        [.. Enumerable.Range(0, 0x20).Select(c => (char)c).Except(['\t', '\r', '\n']), '\u007F', '\uFFFD', '\uFFFE', '\uFFFF']);

    /// <summary>Where the first control character or lost character stands; −1 when there is none. Tabs and line ends are let pass.</summary>
    public static int Unprintable(ReadOnlySpan<char> text) => text.IndexOfAny(s_unprintable);

    /// <summary>Whether a tab or line end stands in it, which no code or number has.</summary>
    public static bool HasBreak(ReadOnlySpan<char> text) => text.IndexOfAny('\t', '\r', '\n') >= 0;

    /// <summary>The value as it is shown in an error: cut when long, without unprintable characters.</summary>
    public static string Show(ReadOnlySpan<char> value)
    {
        var text = (value.Length > Shown ? string.Concat(value[..Shown], "…") : value.ToString()).ToCharArray();
        for (var i = 0; i < text.Length; i++)
        {
            if (s_unprintable.Contains(text[i])) text[i] = '□';
        }
        return new string(text);
    }
}
