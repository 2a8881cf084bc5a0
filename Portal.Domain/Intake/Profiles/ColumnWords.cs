using System.Text.RegularExpressions;

namespace Portal.Domain.Intake.Profiles;

/// <summary>Finds what a column holds by the words of its name.</summary>
internal static partial class ColumnWords
{
    private const int MostWords = 12;

    /// <summary>The field that the name speaks of; null when it speaks of none.</summary>
    /// <param name="column">The heading.</param>
    /// <param name="known">The words of each field, in lower case without blanks and underscores.</param>
    /// <param name="whole">Whether the name must be one of the words; else it must have one.</param>
    public static T? Find<T>(string column, IEnumerable<(T Field, string[] Words)> known, bool whole)
        where T : struct
    {
        var name = Fold(column);
        var parts = whole ? [] : PartsOf(column);
        // The longest word says most: a “target close date” is no close date.
        return known
            .SelectMany(w => w.Words.Where(word => whole ? name == word : Has(name, parts, word)).Select(word => (w.Field, word.Length)))
            .OrderByDescending(match => match.Length)
            .Select(match => (T?)match.Field)
            .FirstOrDefault();
    }

    // Chinese has no blanks between words. “Community” does not hold the word “unit”.
    private static bool Has(string name, HashSet<string> parts, string word) =>
        char.IsAscii(word[0]) ? word.Length > 3 && parts.Contains(word) : name.Contains(word, StringComparison.Ordinal);

    /// <summary>The words of a name and the sequences of them, each without blanks: <c>target date</c> gives three.</summary>
    private static HashSet<string> PartsOf(string column)
    {
        var words = Words().Matches(column).Select(word => word.Value.ToLowerInvariant()).Take(MostWords).ToList();
        return
        [
            .. from first in Enumerable.Range(0, words.Count)
            from count in Enumerable.Range(1, words.Count - first)
            select string.Concat(words.Skip(first).Take(count)),
        ];
    }

    // A word begins with a capital letter, or behind anything that is no letter.
    [GeneratedRegex(@"\p{Lu}?\p{Ll}+|\p{Lu}+(?!\p{Ll})|\p{Lo}+|\p{Nd}+", RegexOptions.None, 1_000)]
    private static partial Regex Words();

    private static string Fold(string name) => string.Concat(name.Where(char.IsLetterOrDigit)).ToLowerInvariant();
}
