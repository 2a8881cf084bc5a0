using Portal.Domain.Documents.Content;

namespace Portal.Domain.Documents.Excel;

/// <summary>Writes the worksheets of text: the report's sentences, and the definitions of its metrics.</summary>
internal static class TextSheets
{
    // A single column is not scaled to fit a page: even with the widest letters it fits.
    private const double PageWidth = 74;
    private const double NameWidth = 20;
    private const double MeaningWidth = 66;
    private const double LineHeight = 17;
    private const double MostHeight = 400; // points that a row may be high

    public static byte[] Report(ReportDocument document, StyleTable styles, string footer)
    {
        using var sheet = new SheetWriter(new([new(PageWidth)], IsFirst: true), styles);
        Write(sheet, document.Title, CellStyle.Title, TextWidths.Lines(document.Title, PageWidth / 1.5) * 26);
        foreach (var line in new[] { document.Period, document.Issuer, document.State }.Where(l => l.Length > 0))
            Write(sheet, line, CellStyle.Note);
        foreach (var section in document.Sections.Where(s => s.Blocks.Any(b => b is ReportParagraph)))
        {
            sheet.Skip();
            Write(sheet, section.Heading, CellStyle.Subtitle, 22);
            foreach (var paragraph in section.Blocks.OfType<ReportParagraph>())
                Write(sheet, paragraph.Text, CellStyle.Paragraph, Height(paragraph.Text, PageWidth));
        }
        sheet.End(new(Footer: footer));
        return sheet.ToBytes();
    }

    public static byte[] Definitions(ReportDocument document, StyleTable styles, string footer)
    {
        using var sheet = new SheetWriter(new([new(NameWidth), new(MeaningWidth)], FrozenRows: 1), styles);
        sheet.BeginRow(22);
        sheet.Text(1, ExcelTexts.In(document.Culture, "definition.name"), new(CellStyle.Heading));
        sheet.Text(2, ExcelTexts.In(document.Culture, "definition.meaning"), new(CellStyle.Heading));
        sheet.EndRow();
        foreach (var definition in document.Definitions)
        {
            sheet.BeginRow(Math.Max(Height(definition.Name, NameWidth), Height(definition.Meaning, MeaningWidth)));
            sheet.Text(1, definition.Name, new(CellStyle.Body));
            sheet.Text(2, definition.Meaning, new(CellStyle.Body));
            sheet.EndRow();
        }
        sheet.End(new(Footer: footer));
        return sheet.ToBytes();
    }

    private static double Height(string text, double width) => Math.Min(MostHeight, (TextWidths.Lines(text, width) * LineHeight) + 4);

    private static void Write(SheetWriter sheet, string text, CellStyle style, double? height = null)
    {
        sheet.BeginRow(height);
        sheet.Text(1, text, new(style));
        sheet.EndRow();
    }
}
