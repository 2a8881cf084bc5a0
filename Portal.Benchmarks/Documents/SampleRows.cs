using Portal.Domain.Documents.Tables;

namespace Portal.Benchmarks.Documents;

/// <summary>A table like an export of the case explorer: 40 columns, of which 12 are texts and 28 are numbers.</summary>
internal static class SampleRows
{
    public const int Columns = 40;
    private const int Texts = 12;

    /// <summary>The number of text columns that differ in every row; the others are names of units, items and outcomes.</summary>
    private const int DifferentTexts = 4;

    private static readonly string[] s_words = [.. Enumerable.Range(0, 500).Select(i => $"滨江街道便民服务中心 {i}")];

    public static ReportTable Head { get; } =
        new(
            "sample",
            "Cases",
            [
                .. Enumerable
                    .Range(0, Columns)
                    .Select(i => new ReportColumn($"c{i}", $"Column {i}", IsText(i) ? ReportColumnKind.Text : ReportColumnKind.Number, 2)),
            ],
            []
        );

    public static bool IsText(int column) => column < Texts;

    public static string Text(int row, int column) =>
        column < DifferentTexts
            ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"2014-{row:0000000}-{column}")
            : s_words[(row + (column * 31)) % s_words.Length];

    public static decimal Number(int row, int column) => ((row * 7) + column) % 100_000 / 100m;
}
