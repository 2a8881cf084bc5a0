using System.Globalization;
using System.Text;

namespace Portal.Domain.Documents.Tables;

/// <summary>Gives worksheets valid names: short, legal and unique.</summary>
internal sealed class SheetNames
{
    private const int Most = 31;
    private const string Illegal = "[]:*?/\\";

    private readonly HashSet<string> _used = new(StringComparer.OrdinalIgnoreCase) { "History" }; // reserved by Excel

    public string MakeUnique(string wanted)
    {
        var name = Legal(wanted);
        for (var number = 2; !_used.Add(name); number++)
        {
            var suffix = string.Create(CultureInfo.InvariantCulture, $" ({number})");
            name = Cut(Legal(wanted), Most - suffix.Length) + suffix;
        }
        return name;
    }

    /// <summary>The quoted name for formulas.</summary>
    public static string Quoted(string name) => $"'{name.Replace("'", "''", StringComparison.Ordinal)}'";

    private static string Legal(string wanted)
    {
        var legal = new StringBuilder();
        foreach (var c in CellTexts.Legal(wanted))
            legal.Append(char.IsControl(c) || Illegal.Contains(c, StringComparison.Ordinal) ? ' ' : c);
        var name = Cut(legal.ToString().Trim(' ', '\''), Most).Trim(' ', '\'');
        return name.Length == 0 ? "Sheet" : name;
    }

    private static string Cut(string text, int most)
    {
        if (text.Length <= most)
            return text;
        return char.IsHighSurrogate(text[most - 1]) ? text[..(most - 1)] : text[..most];
    }
}
