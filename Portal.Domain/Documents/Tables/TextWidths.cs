using System.Globalization;

namespace Portal.Domain.Documents.Tables;

/// <summary>Estimates the width of texts, in characters of the standard font.</summary>
internal static class TextWidths
{
    private const double Least = 8;
    private const double Most = 42;
    private const double LeastHeading = 4;
    private const double Room = 2;

    // The factor by which bold letters are wider.
    private const double Bold = 1.15;

    // A heading may take two lines; the widths come from the first rows.
    private const int RowsMeasured = 500;

    /// <summary>A Chinese character is as wide as two others.</summary>
    public static int Of(string text)
    {
        var (widest, line) = (0, 0);
        foreach (var c in text)
        {
            line = c == '\n' ? 0 : line + (c >= 0x1100 ? 2 : 1);
            widest = Math.Max(widest, line);
        }
        return widest;
    }

    public static IReadOnlyList<double> Of(ReportTable table, IEnumerable<ReportRow> rows, CultureInfo culture)
    {
        var widths = table.Columns.Select(c => Math.Max(LeastHeading, OfHeading(c.Heading))).ToArray();
        foreach (var row in rows.Take(RowsMeasured))
        {
            for (var i = 0; i < widths.Length; i++)
                widths[i] = Math.Max(widths[i], Of(ReportNumbers.Write(table.Columns[i], row.Cells[i], culture)));
        }
        return [.. widths.Select(w => Math.Clamp(w + Room, Least, Most))];
    }

    // Half of it, but not less than its longest word, or than the text before or in its brackets: these are not broken.
    private static double OfHeading(string heading)
    {
        var half = Math.Ceiling(Of(heading) / 2.0);
        var (lines, words) = (HeadingLines.BeforeBracket(heading), heading.Split(' ').Where(w => w.All(c => c < 0x1100)));
        return Math.Max(
            half,
            Math.Max(
                lines.Contains('\n', StringComparison.Ordinal) ? Of(lines) : 0,
                words.Select(w => Math.Ceiling(w.Length * Bold)).DefaultIfEmpty(0).Max()
            )
        );
    }

    /// <summary>The number of lines of a text in a cell of the width.</summary>
    public static int Lines(string text, double width) =>
        text.Split('\n').Sum(line => Math.Max(1, (int)Math.Ceiling(Of(line) / Math.Max(1, width - 1))));

    /// <summary>The text in lines of at most the width; words may be broken.</summary>
    public static IEnumerable<string> Wrapped(string text, double width)
    {
        foreach (var line in text.Split('\n'))
        {
            var (start, room) = (0, width);
            for (var i = 0; i < line.Length; i++)
            {
                room -= line[i] >= 0x1100 ? 2 : 1;
                if (room >= 0 || i == start)
                    continue;
                var space = line.LastIndexOf(' ', i, i - start);
                var end =
                    space > start ? space + 1
                    : char.IsLowSurrogate(line[i]) ? i - 1
                    : i;
                yield return line[start..end];
                (start, room) = (end, width - Of(line[end..(i + 1)]));
            }
            yield return line[start..];
        }
    }
}
