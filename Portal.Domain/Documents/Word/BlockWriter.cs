using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;
using Portal.Domain.Documents.Charts;
using Portal.Domain.Documents.Content;

namespace Portal.Domain.Documents.Word;

/// <summary>Writes whole parts of a report as paragraphs, tables and charts, in the styles of the target document.</summary>
internal sealed class BlockWriter(MainDocumentPart main, ReportDocument document)
{
    private int _headings;
    private int _tables;
    private int _charts;

    /// <summary>The approximate number of elements of the largest block.</summary>
    public int Weight { get; } =
        1 + document.Definitions.Count + document.Sections.Sum(s => 1 + s.Blocks.Count) + document.Tables.Sum(t => t.Rows.Count);

    /// <summary>The function that writes a block into a width in twentieths of a point; null when there is no such block.</summary>
    /// <param name="kind"><c>table</c>, <c>chart</c>, <c>section</c>, <c>body</c>, <c>content</c> or <c>definitions</c>.</param>
    /// <param name="code">The code of the table, chart or section.</param>
    /// <param name="around">The present section of a repetition.</param>
    public Func<int, IEnumerable<OpenXmlElement>>? Find(string kind, string code, ReportSection? around)
    {
        var write = Writer(kind, code, around);
        if (write is not null)
            WordStyles.AddMissing(main, document.Culture);
        return write;
    }

    private Func<int, IEnumerable<OpenXmlElement>>? Writer(string kind, string code, ReportSection? around) =>
        kind switch
        {
            "table" when document.Tables.FirstOrDefault(t => t.Code == code) is { } table => width => Table(table, width),
            "chart" when document.Charts.FirstOrDefault(c => c.Code == code) is { } chart => width => Chart(chart, width),
            "section" when document.Sections.FirstOrDefault(s => s.Code == code) is { } section => width => Section(section, width),
            "body" => Body,
            "content" when around is not null => width => Content(around, width),
            "definitions" => _ => Definitions(),
            _ => null,
        };

    private List<OpenXmlElement> Body(int width)
    {
        var body = document.Sections.SelectMany(s => Section(s, width)).ToList();
        // The signature below is never alone on a page.
        if (body.LastOrDefault() is Paragraph { ParagraphProperties: { } look })
            look.KeepNext = new KeepNext();
        return body;
    }

    private IEnumerable<OpenXmlElement> Section(ReportSection section, int width) =>
        Content(section, width)
            .Prepend(WordStyles.Paragraph(WordStyles.Heading1, WordTexts.Heading(++_headings, section.Heading, document.Culture)));

    private IEnumerable<OpenXmlElement> Content(ReportSection section, int width) =>
        section.Blocks.SelectMany(block =>
            block switch
            {
                ReportParagraph paragraph => [WordStyles.Paragraph(WordStyles.Body, paragraph.Text)],
                ReportTable table => Table(table, width),
                ReportChart chart => Chart(chart, width),
                _ => Enumerable.Empty<OpenXmlElement>(),
            }
        );

    private IEnumerable<OpenXmlElement> Table(ReportTable table, int width) =>
        new TableWriter(table.WithoutEmptyColumns(), width, document.Culture).Write(++_tables);

    private IEnumerable<OpenXmlElement> Chart(ReportChart chart, int width)
    {
        var data = ChartData.Of(document, chart);
        if (data.IsEmpty)
            return [WordStyles.Paragraph(WordStyles.Note, WordTexts.NoChart(chart.Title, document.Culture))];
        return [ChartWriter.Write(main, data, $"reportChart{++_charts}", width)];
    }

    private IEnumerable<OpenXmlElement> Definitions() =>
        document.Definitions.Select(
            (definition, i) =>
            {
                var paragraph = WordStyles.Paragraph(WordStyles.Body, WordTexts.Heading2(i + 1, definition.Name, document.Culture));
                paragraph.GetFirstChild<Run>()!.RunProperties = new RunProperties(new RunStyle { Val = WordStyles.Term });
                paragraph.Append(new Run(ParagraphText.Of(definition.Meaning)));
                return paragraph;
            }
        );
}
