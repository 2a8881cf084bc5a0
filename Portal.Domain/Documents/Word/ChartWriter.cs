using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;
using Portal.Domain.Documents.Charts;
using Portal.Domain.Documents.Packaging;
using C = DocumentFormat.OpenXml.Drawing.Charts;
using D = DocumentFormat.OpenXml.Drawing;
using DW = DocumentFormat.OpenXml.Drawing.Wordprocessing;

namespace Portal.Domain.Documents.Word;

/// <summary>Writes a native Word chart into a paragraph.</summary>
internal static class ChartWriter
{
    private const int ToTwip = 635; // English metric units to a twentieth of a point
    private const long ToMillimetre = 36_000;
    private const int Height = 76; // millimetres
    private const int Frame = 34; // title, axis and legend of lying bars
    private const int Highest = 205; // of a page of 225

    /// <param name="width">In twentieths of a point.</param>
    public static Paragraph Write(MainDocumentPart main, ChartData chart, string id, int width)
    {
        while (main.TryGetPartById(id, out _))
            id += "_"; // the template may come from a report
        main.AddNewPart<ChartPart>(id).ChartSpace = ChartSpaces.Make(chart);
        var title = XmlTexts.Clean(chart.Title);
        var inline = new DW.Inline(
            new DW.Extent { Cx = (long)width * ToTwip, Cy = HeightOf(chart) * ToMillimetre },
            new DW.EffectExtent
            {
                LeftEdge = 0,
                TopEdge = 0,
                RightEdge = 0,
                BottomEdge = 0,
            },
            new DW.DocProperties
            {
                Id = 1,
                Name = title,
                Description = Describe(chart),
            },
            new DW.NonVisualGraphicFrameDrawingProperties(),
            new D.Graphic(
                new D.GraphicData(new C.ChartReference { Id = id }) { Uri = "http://schemas.openxmlformats.org/drawingml/2006/chart" }
            )
        )
        {
            DistanceFromTop = 0,
            DistanceFromBottom = 0,
            DistanceFromLeft = 0,
            DistanceFromRight = 0,
        };
        return new(new ParagraphProperties(new ParagraphStyleId { Val = WordStyles.Chart }), new Run(new Drawing(inline)));
    }

    private static int HeightOf(ChartData chart) =>
        chart.Kind == ReportChartKind.Bar
            ? Math.Clamp(Frame + (chart.Categories.Count * (4 + (3 * chart.Series.Count))), 48, Highest)
            : Height;

    // For screen readers: the content of the chart, not its look.
    private static string Describe(ChartData chart) =>
        XmlTexts.Clean(
            $"{chart.Title}: {string.Join(", ", chart.Series.Select(s => s.Name))}; {chart.Categories[0]} … {chart.Categories[^1]}"
        );
}
