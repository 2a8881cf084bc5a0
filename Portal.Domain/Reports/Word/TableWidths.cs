namespace Portal.Domain.Reports.Word;

/// <summary>How wide the columns of a table are, and how large its letters.</summary>
/// <param name="Columns">In twentieths of a point; together as wide as the table.</param>
/// <param name="FontSize">In half points.</param>
/// <param name="Padding">Left and right of a cell's text together, in twentieths of a point.</param>
internal sealed record TableWidths(IReadOnlyList<int> Columns, int FontSize, int Padding)
{
    public const int UsualSize = 24;

    public const int UsualPadding = 140;

    private const int SmallPadding = 60;

    // Longer texts are broken into lines.
    private const double MostText = 10;
    private const double MostTextWhereNarrow = 6;

    private static readonly int[] s_sizes = [UsualSize, 21, 18, 16];
    private static readonly int[] s_smallSizes = [16, 15, 14, 13, 12, 11];

    /// <summary>The largest letters with which every column holds its numbers in one line; the smallest there are when none do.</summary>
    /// <param name="headings">Of the columns.</param>
    /// <param name="rows">The cells as they are shown.</param>
    /// <param name="width">Of the table, in twentieths of a point.</param>
    public static TableWidths Of(IReadOnlyList<string> headings, IReadOnlyList<IReadOnlyList<string>> rows, int width)
    {
        return Fit(s_sizes, MostText, UsualPadding) ?? Fit(s_smallSizes, MostTextWhereNarrow, SmallPadding)
            ?? new(Spread(Needed(s_smallSizes[^1], MostTextWhereNarrow, SmallPadding), width), s_smallSizes[^1], SmallPadding);

        TableWidths? Fit(int[] sizes, double mostText, int padding) => sizes.Select(size => (Size: size, Columns: Needed(size, mostText, padding)))
            .Where(t => t.Columns.Sum() <= width).Select(t => new TableWidths(Spread(t.Columns, width), t.Size, padding)).FirstOrDefault();

        List<int> Needed(int size, double mostText, int padding) =>
            [.. headings.Select((heading, c) => ToTwips(Math.Max(ForHeading(heading), rows.Select(r => ForText(r[c], mostText)).DefaultIfEmpty(0).Max()), size) + padding)];
    }

    /// <summary>How wide a text is, in its own font size: letters and digits are half as wide as Chinese characters.</summary>
    public static double Ems(string text) => text.Sum(c => c >= 0x2E80 || c == '—' ? 1 : char.IsUpper(c) || c is '%' or '+' or '−' or 'm' or 'w' ? 0.8 : 0.6);

    // Numbers are never broken.
    private static double ForText(string text, double most) => text.Any(char.IsAsciiDigit) && text.All(c => c < 0x2E80) && text.Length < 20 ? Ems(text) : Math.Min(most, Ems(text));

    private static double ForHeading(string heading)
    {
        var all = Ems(heading);
        var word = heading.Split(' ').Max(w => Math.Min(Ems(w), w.Any(c => c >= 0x2E80) ? 3 : 12));
        return Math.Max(word, Math.Min(all, Math.Max(3, all / 2)));
    }

    private static int ToTwips(double ems, int size) => (int)Math.Ceiling((ems + 0.3) * size * 10);

    // What is left goes to all columns alike; what lacks is taken from each by its part.
    private static List<int> Spread(List<int> columns, int width)
    {
        var (sum, spread) = (columns.Sum(), new List<int>(columns.Count));
        foreach (var column in columns) spread.Add(sum <= width ? column + ((width - sum) / columns.Count) : (int)((long)column * width / sum));
        spread[0] += width - spread.Sum();
        return spread;
    }
}
