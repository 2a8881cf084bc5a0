using System.Globalization;
using DocumentFormat.OpenXml.Drawing.Charts;
using Portal.Domain.Documents.Packaging;
using D = DocumentFormat.OpenXml.Drawing;

namespace Portal.Domain.Documents.Charts;

/// <summary>Writes native charts of Word and Excel, the same for both.</summary>
public static class ChartSpaces
{
    private const int TitleSize = 1100; // hundredths of a point
    private const int TextSize = 900;
    private const int ManyCategories = 30;

    /// <summary>The content of a chart part. The same chart gives the same content.</summary>
    public static ChartSpace Make(ChartData chart)
    {
        var plot = new ChartPlot(chart);
        var axes = new ChartAxes(chart, ChartScale.Of(chart));
        var drawn = new Chart(
            Title(chart),
            new AutoTitleDeleted { Val = false },
            new PlotArea([
                new Layout(),
                .. plot.Groups(),
                .. axes.Pair(),
                .. plot.HasSecondAxes ? axes.SecondPair() : [],
                new ShapeProperties(new D.NoFill()),
            ])
        );
        if (plot.HasLegend)
            drawn.Append(Legend(chart));
        drawn.Append(new PlotVisibleOnly { Val = true }, new DisplayBlanksAs { Val = DisplayBlanksAsValues.Gap });
        var space = new ChartSpace(
            new Date1904 { Val = false },
            new EditingLanguage { Val = Language(chart.Culture) },
            new RoundedCorners { Val = false },
            drawn,
            new ShapeProperties(new D.SolidFill(new D.RgbColorModelHex { Val = "FFFFFF" }), new D.Outline(new D.NoFill())),
            ChartStyles.Text(TextSize, Language(chart.Culture))
        );
        space.AddNamespaceDeclaration("c", "http://schemas.openxmlformats.org/drawingml/2006/chart");
        space.AddNamespaceDeclaration("a", "http://schemas.openxmlformats.org/drawingml/2006/main");
        space.AddNamespaceDeclaration("r", "http://schemas.openxmlformats.org/officeDocument/2006/relationships");
        return space;
    }

    /// <summary>The size of labels in hundredths of a point; less when there are many.</summary>
    internal static int SmallText(ChartData chart) => chart.Categories.Count > ManyCategories ? 650 : 800;

    internal static string Language(CultureInfo culture) => culture.TwoLetterISOLanguageName == "zh" ? "zh-CN" : "en-GB";

    private static Title Title(ChartData chart)
    {
        var run = new D.Run(ChartStyles.Font<D.RunProperties>(TitleSize, bold: true), new D.Text(XmlTexts.Clean(chart.Title)));
        run.RunProperties!.Language = Language(chart.Culture);
        var text = new RichText(
            new D.BodyProperties(),
            new D.ListStyle(),
            new D.Paragraph(new D.ParagraphProperties(ChartStyles.Font<D.DefaultRunProperties>(TitleSize, bold: true)), run)
        );
        return new(new ChartText(text), new Overlay { Val = false });
    }

    private static Legend Legend(ChartData chart) =>
        new(
            new LegendPosition { Val = LegendPositionValues.Bottom },
            new Overlay { Val = false },
            ChartStyles.Text(TextSize, Language(chart.Culture))
        );
}
