using System.Buffers;

namespace Portal.Domain.Shared;

/// <summary>Checks which characters text of records may contain, and prepares refused text for display.</summary>
internal static class RecordText
{
    /// <summary>The longest shown part of a refused value, in characters.</summary>
    private const int MaxShown = 200;

    // U+FFFD: an earlier program could not decode the bytes; the true text is lost.
    private static readonly SearchValues<char> s_unprintable = SearchValues.Create([
        .. Enumerable.Range(0, 0x20).Select(c => (char)c).Except(['\t', '\r', '\n']),
        '\u007F',
        '\uFFFD',
        '\uFFFE',
        '\uFFFF',
    ]);

    /// <summary>Index of the first control character or U+FFFD; −1 when there is none. Tabs and line ends are allowed.</summary>
    public static int IndexOfUnprintable(ReadOnlySpan<char> text) => text.IndexOfAny(s_unprintable);

    /// <summary>Whether every database can store the text: without control characters, U+FFFD and lone surrogates.</summary>
    public static bool IsStorable(ReadOnlySpan<char> text) => IndexOfUnprintable(text) < 0 && IndexOfLoneSurrogate(text) < 0;

    /// <summary>
    /// Whether a text that people write can be stored and read as it is written: also without the characters that turn the direction of
    /// what
    /// follows them.
    /// </summary>
    public static bool IsReadable(ReadOnlySpan<char> text) =>
        IsStorable(text) && text.IndexOfAnyInRange('\u202A', '\u202E') < 0 && text.IndexOfAnyInRange('\u2066', '\u2069') < 0;

    /// <summary>Whether the text contains a tab or line end, which no code or number has.</summary>
    public static bool HasBreak(ReadOnlySpan<char> text) => text.IndexOfAny('\t', '\r', '\n') >= 0;

    /// <summary>The value for an error message: truncated when long, unprintable characters replaced by □.</summary>
    public static string ForDisplay(ReadOnlySpan<char> value)
    {
        var text = (value.Length > MaxShown ? string.Concat(value[..MaxShown], "…") : value.ToString()).ToCharArray();
        for (var i = 0; i < text.Length; i++)
        {
            if (s_unprintable.Contains(text[i]))
                text[i] = '□';
        }
        for (int half; (half = IndexOfLoneSurrogate(text)) >= 0; )
            text[half] = '□';
        return new string(text);
    }

    /// <summary>The text with U+FFFD in place of what no database takes: NUL and unpaired surrogates. Mostly the text itself.</summary>
    public static string Encodable(string text)
    {
        if (!text.Contains('\0', StringComparison.Ordinal) && IndexOfLoneSurrogate(text) < 0)
            return text;
        var characters = text.Replace('\0', '\uFFFD').ToCharArray();
        for (int half; (half = IndexOfLoneSurrogate(characters)) >= 0; )
            characters[half] = '\uFFFD';
        return new string(characters);
    }

    /// <summary>Index of the first surrogate without its pair; −1 when there is none.</summary>
    private static int IndexOfLoneSurrogate(ReadOnlySpan<char> text)
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
