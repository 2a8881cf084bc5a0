using System.Collections;

namespace Portal.Domain.Intake.Files;

/// <summary>A row kept as raw text and split into cells on first access: cells of accepted rows, which are most, are never read.</summary>
internal sealed class CsvCells(string raw, char delimiter) : IReadOnlyList<string>
{
    private List<string>? _cells;

    public int Count => Cells.Count;

    public string this[int index] => Cells[index];

    private List<string> Cells => _cells ??= Split(raw, delimiter);

    public IEnumerator<string> GetEnumerator() => Cells.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private static List<string> Split(ReadOnlySpan<char> text, char delimiter)
    {
        var cells = new List<string>();
        while (true)
        {
            var end = text.StartsWith('"') ? SplitQuoted(text, delimiter, cells) : SplitPlain(text, delimiter, cells);
            if (end >= text.Length)
                return cells;
            text = text[(end + 1)..];
        }
    }

    private static int SplitPlain(ReadOnlySpan<char> text, char delimiter, List<string> cells)
    {
        var end = text.IndexOf(delimiter) is var at && at >= 0 ? at : text.Length;
        cells.Add(text[..end].ToString());
        return end;
    }

    private static int SplitQuoted(ReadOnlySpan<char> text, char delimiter, List<string> cells)
    {
        var at = 1;
        for (; at < text.Length; at++)
        {
            if (text[at] != '"')
                continue;
            if (at + 1 >= text.Length || text[at + 1] != '"')
                break;
            at++;
        }
        var inner = text[1..Math.Min(at, text.Length)].ToString().Replace("\"\"", "\"", StringComparison.Ordinal);
        var rest = text[Math.Min(at + 1, text.Length)..];
        var end = rest.IndexOf(delimiter) is var next && next >= 0 ? next : rest.Length;
        cells.Add(string.Concat(inner, rest[..end]));
        return Math.Min(at + 1, text.Length) + end;
    }
}

/// <summary>A cell by its place in the row.</summary>
/// <param name="Text">The text when it is not the one at the place, because marks in it were doubled.</param>
internal readonly record struct CsvCell(int Start, int Length, string? Text, bool IsQuoted);
