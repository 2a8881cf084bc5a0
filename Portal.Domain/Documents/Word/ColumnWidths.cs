namespace Portal.Domain.Documents.Word;

/// <summary>The widths of a table's columns, and the size of its letters.</summary>
/// <param name="Columns">In twentieths of a point; together as wide as the table.</param>
/// <param name="FontSize">In half points.</param>
/// <param name="Padding">Left and right of a cell's text together, in twentieths of a point.</param>
internal sealed record ColumnWidths(IReadOnlyList<int> Columns, int FontSize, int Padding)
{
    public const int UsualSize = 24;

    public const int UsualPadding = 140;

    private const int SmallPadding = 60;

    // Longer texts are broken into lines, unless there is room left.
    private const double MostTextWhereWide = 24;
    private const double MostText = 10;
    private const double MostTextWhereNarrow = 6;

    // The factor by which bold letters are wider.
    private const double Bold = 1.12;

    private static readonly int[] s_sizes = [UsualSize, 21, 18, 16];
    private static readonly int[] s_smallSizes = [16, 15, 14, 13, 12, 11];

    /// <summary>The largest letters with which every column holds its numbers in one line; the smallest size when none fits.</summary>
    /// <param name="headings">Of the columns.</param>
    /// <param name="rows">The cells as shown.</param>
    /// <param name="isBold">The rows in bold letters.</param>
    /// <param name="width">The width of the table, in twentieths of a point.</param>
    public static ColumnWidths Of(
        IReadOnlyList<string> headings,
        IReadOnlyList<IReadOnlyList<string>> rows,
        Func<int, bool> isBold,
        int width
    )
    {
        return Fit(s_sizes, MostText, UsualPadding)
            ?? Fit(s_smallSizes, MostTextWhereNarrow, SmallPadding)
            ?? new(Shrink(Needed(s_smallSizes[^1], MostTextWhereNarrow, SmallPadding), width), s_smallSizes[^1], SmallPadding);

        ColumnWidths? Fit(int[] sizes, double mostText, int padding) =>
            sizes
                .Select(size => (Size: size, Columns: Needed(size, mostText, padding)))
                .Where(t => t.Columns.Sum() <= width)
                .Select(t => new ColumnWidths(Spread(t.Columns, Needed(t.Size, MostTextWhereWide, padding), width), t.Size, padding))
                .FirstOrDefault();

        List<int> Needed(int size, double mostText, int padding) =>
            [
                .. headings.Select(
                    (heading, c) =>
                        ToTwips(
                            Math.Max(
                                ForHeading(heading),
                                rows.Select((r, i) => ForText(r[c], mostText) * (isBold(i) ? Bold : 1)).DefaultIfEmpty(0).Max()
                            ),
                            size
                        ) + padding
                ),
            ];
    }

    /// <summary>The width of a line of the column, in Chinese characters.</summary>
    public double Room(int column) => (double)(Columns[column] - Padding) / (FontSize * 10);

    /// <summary>The width of a text in its own font size: letters and digits are half as wide as Chinese characters.</summary>
    public static double Ems(string text) =>
        text.Sum(c =>
            c >= 0x2E80 || c == '—' ? 1
            : char.IsUpper(c) || c is '%' or '+' or '−' or 'm' or 'w' ? 0.8
            : 0.6
        );

    // Numbers are never broken.
    private static double ForText(string text, double most) =>
        text.Any(char.IsAsciiDigit) && text.All(c => c < 0x2E80) && text.Length < 20 ? Ems(text) : Math.Min(most, Ems(text));

    private static double ForHeading(string heading)
    {
        var all = Ems(heading);
        // Words of letters are bold and never broken.
        var word = heading.Split(' ').Max(w => w.Any(c => c >= 0x2E80) ? Math.Min(Ems(w), 3) : Math.Min(Ems(w) * Bold, 12));
        return Math.Max(word, Math.Min(all, Math.Max(3, all / 2)));
    }

    private static int ToTwips(double ems, int size) => (int)Math.Ceiling((ems + 0.3) * size * 10);

    // The remaining width goes to columns with broken texts, then to all equally.
    private static List<int> Spread(List<int> columns, List<int> wanted, int width)
    {
        var left = width - columns.Sum();
        var wanting = wanted.Zip(columns, (w, c) => w - c).Sum();
        var given = Math.Min(left, wanting);
        var spread = columns
            .Select((c, i) => c + (wanting == 0 ? 0 : (int)((long)(wanted[i] - c) * given / wanting)) + ((left - given) / columns.Count))
            .ToList();
        spread[0] += width - spread.Sum();
        return spread;
    }

    private static List<int> Shrink(List<int> columns, int width)
    {
        var sum = columns.Sum();
        var shrunk = columns.ConvertAll(c => (int)((long)c * width / sum));
        shrunk[0] += width - shrunk.Sum();
        return shrunk;
    }
}
