using System.Buffers;

namespace Portal.Domain.Shared;

/// <summary>What text may contain.</summary>
internal static class RecordText
{
    /// <summary>Shown of a value that was refused, in characters.</summary>
    private const int Shown = 200;

    // U+FFFD stands for bytes that an earlier program could not read: the true text is lost.
    private static readonly SearchValues<char> s_unprintable = SearchValues.Create([
        .. Enumerable.Range(0, 0x20).Select(c => (char)c).Except(['\t', '\r', '\n']),
        '\u007F',
        '\uFFFD',
        '\uFFFE',
        '\uFFFF',
    ]);

    /// <summary>Where the first control character or lost character stands; −1 when there is none. Tabs and line ends are let pass.</summary>
    public static int Unprintable(ReadOnlySpan<char> text) => text.IndexOfAny(s_unprintable);

    /// <summary>Whether every database takes the text: no control or lost character, and no half of one.</summary>
    public static bool IsStorable(ReadOnlySpan<char> text) => Unprintable(text) < 0 && HalfCharacter(text) < 0;

    /// <summary>Whether a tab or line end stands in it, which no code or number has.</summary>
    public static bool HasBreak(ReadOnlySpan<char> text) => text.IndexOfAny('\t', '\r', '\n') >= 0;

    /// <summary>The value as it is shown in an error: cut when long, without unprintable characters.</summary>
    public static string Show(ReadOnlySpan<char> value)
    {
        var text = (value.Length > Shown ? string.Concat(value[..Shown], "…") : value.ToString()).ToCharArray();
        for (var i = 0; i < text.Length; i++)
        {
            if (s_unprintable.Contains(text[i]))
                text[i] = '□';
        }
        for (int half; (half = HalfCharacter(text)) >= 0; )
            text[half] = '□';
        return new string(text);
    }

    /// <summary>Where the first half of a pair stands without the other; −1 when none does.</summary>
    private static int HalfCharacter(ReadOnlySpan<char> text)
    {
        for (var i = text.IndexOfAnyInRange('\uD800', '\uDFFF'); i >= 0 && i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i]))
                continue;
            if (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[i + 1]))
                return i;
            i++;
        }
        return -1;
    }
}
