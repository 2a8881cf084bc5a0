using System.Collections.Frozen;

namespace Portal.Domain.Shared.Pinyin;

/// <summary>The first letters of the readings of Chinese characters, such as <c>cz</c> of 重, from a table made at build.</summary>
/// <remarks>Every reading counts: by the commonest alone, one name in twenty is not found.</remarks>
public static class PinyinInitials
{
    private static readonly Lazy<FrozenDictionary<char, string>> s_letters = new(Load);

    /// <summary>The lower-case letters of a character's readings; of a Latin letter or a digit itself; empty for others.</summary>
    public static string Of(char character) =>
        char.IsAsciiLetterOrDigit(character)
            ? char.ToLowerInvariant(character).ToString()
            : s_letters.Value.GetValueOrDefault(character, "");

    /// <summary>The place at which the text begins whose initials are the letters; -1 when there is none.</summary>
    /// <param name="text">A name; characters without a reading, such as brackets, are passed over.</param>
    /// <param name="letters">Lower-case letters and digits, one for each character; not empty.</param>
    public static int IndexIn(string text, string letters)
    {
        ArgumentException.ThrowIfNullOrEmpty(letters);
        for (var start = 0; start < text.Length; start++)
        {
            if (Of(text[start]).Contains(letters[0], StringComparison.Ordinal) && BeginsAt(text, start, letters))
                return start;
        }
        return -1;
    }

    private static bool BeginsAt(string text, int at, string letters)
    {
        var found = 0;
        for (; at < text.Length && found < letters.Length; at++)
        {
            var initials = Of(text[at]);
            if (initials.Length == 0)
                continue;
            if (!initials.Contains(letters[found], StringComparison.Ordinal))
                return false;
            found++;
        }
        return found == letters.Length;
    }

    private static FrozenDictionary<char, string> Load()
    {
        using var table =
            typeof(PinyinInitials).Assembly.GetManifestResourceStream("Pinyin.Initials.txt")
            ?? throw new InvalidOperationException("The table of initials was not built in.");
        using var reader = new StreamReader(table);
        var letters = new Dictionary<char, string>(capacity: 30_000);
        while (reader.ReadLine() is { } line)
        {
            var tab = line.IndexOf('\t', StringComparison.Ordinal);
            foreach (var character in line.AsSpan(tab + 1))
                letters[character] = line[..tab];
        }
        return letters.ToFrozenDictionary();
    }
}
