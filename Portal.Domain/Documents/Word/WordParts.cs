using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;
using DW = DocumentFormat.OpenXml.Drawing.Wordprocessing;

namespace Portal.Domain.Documents.Word;

/// <summary>Finds and changes the parts and elements of a Word document.</summary>
internal static class WordParts
{
    /// <summary>The width of the text of an official document, in twentieths of a point: 156 mm.</summary>
    public const int TextWidth = 8844;

    /// <summary>The roots with text: body, headers, footers and notes.</summary>
    public static IEnumerable<OpenXmlElement> Roots(MainDocumentPart main)
    {
        if (main.Document?.Body is { } body)
            yield return body;
        foreach (var header in main.HeaderParts.Select(p => p.Header).OfType<Header>())
            yield return header;
        foreach (var footer in main.FooterParts.Select(p => p.Footer).OfType<Footer>())
            yield return footer;
        if (main.FootnotesPart?.Footnotes is { } footnotes)
            yield return footnotes;
        if (main.EndnotesPart?.Endnotes is { } endnotes)
            yield return endnotes;
    }

    /// <summary>A copy without ids that must be unique in a document.</summary>
    public static OpenXmlElement Copy(OpenXmlElement element)
    {
        var copy = element.CloneNode(deep: true);
        foreach (
            var single in copy.Descendants()
                .Where(e => e is BookmarkStart or BookmarkEnd or CommentRangeStart or CommentRangeEnd or CommentReference)
                .ToList()
        )
            single.Remove();
        foreach (var paragraph in copy.Descendants<Paragraph>().Concat(copy is Paragraph self ? [self] : []))
            (paragraph.ParagraphId, paragraph.TextId) = (null, null);
        if (copy is TableRow row)
            (row.ParagraphId, row.TextId) = (null, null);
        return copy;
    }

    public static void Embolden(OpenXmlElement element)
    {
        foreach (var run in element.Descendants<Run>())
            (run.RunProperties ??= new RunProperties()).Bold = new Bold();
    }

    /// <summary>The width available in place of a paragraph, in twentieths of a point.</summary>
    public static int WidthAt(Paragraph paragraph)
    {
        if (
            paragraph.Ancestors<TableCell>().FirstOrDefault() is { } cell
            && cell.TableCellProperties?.TableCellWidth is { Type.InnerText: "dxa", Width.Value: { } cellWidth }
            && int.TryParse(cellWidth, CultureInfo.InvariantCulture, out var inCell)
        )
        {
            return Math.Max(inCell - 240, 720);
        }
        var section =
            paragraph
                .ElementsAfter()
                .OfType<Paragraph>()
                .Prepend(paragraph)
                .Select(p => p.ParagraphProperties?.SectionProperties)
                .FirstOrDefault(s => s is not null)
            ?? paragraph.Ancestors<Body>().FirstOrDefault()?.Elements<SectionProperties>().LastOrDefault();
        var (size, margin) = (section?.GetFirstChild<PageSize>(), section?.GetFirstChild<PageMargin>());
        if (size?.Width is null || margin?.Left is null || margin.Right is null)
            return TextWidth;
        return Math.Max((int)size.Width.Value - (int)margin.Left.Value - (int)margin.Right.Value, 720);
    }

    /// <summary>Repairs what copying made ambiguous: numbers the pictures, and removes ends of bookmarks without a begin.</summary>
    public static void RepairCopies(MainDocumentPart main)
    {
        var roots = Roots(main).ToList();
        var id = 1u;
        foreach (var picture in roots.SelectMany(r => r.Descendants<DW.DocProperties>()))
            picture.Id = id++;
        foreach (var root in roots)
        {
            var starts = root.Descendants<BookmarkStart>().Select(b => b.Id?.Value).ToHashSet();
            var ends = root.Descendants<BookmarkEnd>().Select(b => b.Id?.Value).ToHashSet();
            foreach (var end in root.Descendants<BookmarkEnd>().Where(b => !starts.Contains(b.Id?.Value)).ToList())
                end.Remove();
            foreach (var start in root.Descendants<BookmarkStart>().Where(b => !ends.Contains(b.Id?.Value)).ToList())
                start.Remove();
        }
    }

    /// <summary>Removes references to files elsewhere: the original template, the data of a mail merge.</summary>
    public static void RemoveOutsideReferences(MainDocumentPart main)
    {
        if (main.DocumentSettingsPart is not { } settings)
            return;
        settings.Settings?.RemoveAllChildren<AttachedTemplate>();
        settings.Settings?.RemoveAllChildren<MailMerge>();
        foreach (var external in settings.ExternalRelationships.ToList())
            settings.DeleteExternalRelationship(external);
    }
}
