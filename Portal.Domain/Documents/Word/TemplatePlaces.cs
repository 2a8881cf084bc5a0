using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;
using Portal.Domain.Documents.Packaging;

namespace Portal.Domain.Documents.Word;

/// <summary>Marks each paragraph of a template with its place, before repeating moves it; copies keep the mark.</summary>
internal sealed class TemplatePlaces(CultureInfo culture, ReadBudget budget)
{
    private const string Name = "place";
    private const string Namespace = "urn:report-template";

    private bool IsChinese => culture.TwoLetterISOLanguageName == "zh";

    public void Mark(MainDocumentPart main)
    {
        MarkBlocks(main.Document?.Body, "");
        foreach (var header in main.HeaderParts)
            MarkBlocks(header.Header, Say("页眉", "header"));
        foreach (var footer in main.FooterParts)
            MarkBlocks(footer.Footer, Say("页脚", "footer"));
        foreach (var note in main.FootnotesPart?.Footnotes?.Elements<Footnote>() ?? [])
            MarkBlocks(note, Say("脚注", "footnote"));
        foreach (var note in main.EndnotesPart?.Endnotes?.Elements<Endnote>() ?? [])
            MarkBlocks(note, Say("尾注", "endnote"));
    }

    public static string Of(Paragraph paragraph) =>
        paragraph.ExtendedAttributes.FirstOrDefault(a => a.LocalName == Name && a.NamespaceUri == Namespace).Value ?? "";

    public static void Clear(OpenXmlElement root)
    {
        foreach (var paragraph in root.Descendants<Paragraph>().Where(p => Of(p).Length > 0))
            paragraph.RemoveAttribute(Name, Namespace);
    }

    // Paragraphs and tables are numbered separately, from 1, as a reader counts them on the page.
    private void MarkBlocks(OpenXmlElement? container, string before)
    {
        var (paragraphs, tables) = (0, 0);
        foreach (var block in container is null ? [] : Blocks(container))
        {
            budget.Check();
            if (block is Paragraph paragraph)
                MarkParagraph(paragraph, Join(before, Say($"第{++paragraphs}段", $"paragraph {paragraphs}")));
            else if (block is Table table)
                MarkTable(table, Join(before, Say($"表{++tables}", $"table {tables}")));
        }
    }

    private void MarkParagraph(Paragraph paragraph, string place)
    {
        paragraph.SetAttribute(new OpenXmlAttribute("place", Name, Namespace, place));
        foreach (var box in paragraph.Descendants<TextBoxContent>().Where(b => b.Ancestors<Paragraph>().First() == paragraph))
            MarkBlocks(box, Join(place, Say("文本框", "text box")));
    }

    private void MarkTable(Table table, string place)
    {
        var rows = table.Descendants<TableRow>().Where(r => r.Ancestors<Table>().First() == table).ToList();
        for (var r = 0; r < rows.Count; r++)
        {
            budget.Check();
            var cells = rows[r].Descendants<TableCell>().Where(c => c.Ancestors<TableRow>().First() == rows[r]).ToList();
            for (var c = 0; c < cells.Count; c++)
                MarkCell(cells[c], Join(place, Say($"第{r + 1}行第{c + 1}格", $"row {r + 1}, cell {c + 1}")));
        }
    }

    private void MarkCell(TableCell cell, string place)
    {
        foreach (var block in Blocks(cell))
        {
            if (block is Paragraph paragraph)
                MarkParagraph(paragraph, place);
            else if (block is Table table)
                MarkTable(table, place);
        }
    }

    // Content controls may enclose any of them.
    private static IEnumerable<OpenXmlElement> Blocks(OpenXmlElement container) =>
        container.ChildElements.SelectMany(e =>
            e is Paragraph or Table ? [e]
            : e is SdtBlock or SdtContentBlock or CustomXmlBlock ? Blocks(e)
            : Enumerable.Empty<OpenXmlElement>()
        );

    private string Join(string before, string place) =>
        before.Length == 0 ? place
        : IsChinese ? before + place
        : $"{before}, {place}";

    private string Say(string chinese, string english) => IsChinese ? chinese : english;
}
