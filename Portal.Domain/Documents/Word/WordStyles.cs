using System.Globalization;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;

namespace Portal.Domain.Documents.Word;

/// <summary>The styles used by reports; a style of the template takes precedence.</summary>
internal static class WordStyles
{
    public const string Title = "ReportTitle";
    public const string Subtitle = "ReportSubtitle";
    public const string State = "ReportState";
    public const string Heading1 = "ReportHeading";
    public const string Body = "ReportBody";
    public const string Term = "ReportTerm";
    public const string Table = "ReportTable";
    public const string Cell = "ReportCell";
    public const string CellHeading = "ReportCellHeading";
    public const string Caption = "ReportCaption";
    public const string Note = "ReportNote";
    public const string Chart = "ReportChart";
    public const string Gap = "ReportGap";
    public const string Issuer = "ReportIssuer";
    public const string PageNumber = "ReportPageNumber";

    /// <summary>A paragraph of one run; tabs and line ends in the text are kept.</summary>
    public static Paragraph Paragraph(string style, string text)
    {
        var paragraph = new Paragraph(new ParagraphProperties(new ParagraphStyleId { Val = style }), new Run(ParagraphText.Of(text)));
        new ParagraphText(paragraph).BreakLines();
        return paragraph;
    }

    /// <summary>Adds the styles that a document lacks.</summary>
    public static void AddMissing(MainDocumentPart main, CultureInfo culture)
    {
        var part = main.StyleDefinitionsPart ?? main.AddNewPart<StyleDefinitionsPart>("reportStyles");
        part.Styles ??= new Styles();
        var known = part.Styles.Elements<Style>().Select(s => s.StyleId?.Value).ToHashSet(StringComparer.Ordinal);
        if (known.Contains(Gap) && known.Contains(Cell) && known.Contains(Body))
            return;
        part.Styles.Append(StyleSheet.Of(culture).Where(s => !known.Contains(s.StyleId!.Value)));
    }
}
