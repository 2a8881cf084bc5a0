using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Drawing.Charts;
using Portal.Domain.Documents.Packaging;

namespace Portal.Domain.Documents.Charts;

/// <summary>Writes the texts and numbers of a chart: as references to worksheet cells with cached values, or as literals.</summary>
internal static class ChartSources
{
    public static SeriesText Name(string name, string? reference) =>
        reference is null
            ? new(new NumericValue(XmlTexts.Clean(name)))
            : new(new StringReference(new Formula(reference), new StringCache(Texts([name]))));

    public static CategoryAxisData Categories(ChartData chart) =>
        chart.CategoriesReference is { } cells
            ? new(new StringReference(new Formula(cells), new StringCache(Texts(chart.Categories))))
            : new(new StringLiteral(Texts(chart.Categories)));

    public static Values Values(IReadOnlyList<decimal?> values, string? reference, string format) =>
        reference is null
            ? new(new NumberLiteral(Numbers(values, format)))
            : new(new NumberReference(new Formula(reference), new NumberingCache(Numbers(values, format))));

    private static IEnumerable<OpenXmlElement> Texts(IReadOnlyList<string> texts) =>
        [
            new PointCount { Val = (uint)texts.Count },
            .. texts.Select((text, i) => new StringPoint(new NumericValue(XmlTexts.Clean(text))) { Index = (uint)i }),
        ];

    // A missing value has no point: it stays a gap.
    private static IEnumerable<OpenXmlElement> Numbers(IReadOnlyList<decimal?> values, string format) =>
        [
            new FormatCode(format),
            new PointCount { Val = (uint)values.Count },
            .. values
                .Select((value, i) => (value, i))
                .Where(p => p.value is not null)
                .Select(p => new NumericPoint(new NumericValue(p.value!.Value.ToString(CultureInfo.InvariantCulture)))
                {
                    Index = (uint)p.i,
                }),
        ];
}
