using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Wordprocessing;
using Portal.Domain.Documents.Packaging;

namespace Portal.Domain.Documents.Word;

/// <summary>Elements that repeat together: paragraphs and tables of one text, or rows of one table.</summary>
/// <param name="First">The index of the first.</param>
/// <param name="Last">The index of the last.</param>
internal sealed record TemplateLoop(int First, int Last, TemplateTag Tag, ParagraphTag? Begin, ParagraphTag? End)
{
    /// <summary>The loop that begins in an element; null for none, or when it does not end in the elements after it.</summary>
    public static TemplateLoop? Find(List<OpenXmlElement> items, int at, ReadBudget budget)
    {
        if (Tags(items[at]).FirstOrDefault(t => t.Tag.Kind == TagKind.Begin) is not { Paragraph: not null } begin)
            return null;
        var (depth, after) = (0, false);
        for (var i = at; i < items.Count; i++)
        {
            budget.Check();
            foreach (var tag in Tags(items[i]))
            {
                after |= tag == begin;
                if (!after || tag.Tag.Name != begin.Tag.Name)
                    continue;
                depth += tag.Tag.Kind switch
                {
                    TagKind.Begin => 1,
                    TagKind.End => -1,
                    TagKind.Field or TagKind.Block => 0,
                };
                if (depth == 0)
                    return new(at, i, begin.Tag, begin, tag);
            }
        }
        return null;
    }

    /// <summary>A row with columns of a table in it repeats without begin and end tags.</summary>
    public static TemplateLoop? FindRow(OpenXmlElement row, int at, TemplateLoops loops, TemplateScope scope)
    {
        if (row is not TableRow)
            return null;
        var named = Tags(row)
            .Where(t => t.Tag.Kind == TagKind.Field)
            .Select(t => (t.Tag.Name, Table: loops.TableOf(t.Tag.Name)))
            .Where(t => t.Table is not null && !scope.IsWithin(t.Table.Code) && scope.Find(t.Name) is null)
            .Select(t => t.Table)
            .FirstOrDefault();
        return named is null ? null : new(at, at, new(TagKind.Begin, named.Code, "", IsOptional: false, 0, ""), Begin: null, End: null);
    }

    /// <summary>Removes the tags, with their paragraph when it has nothing else.</summary>
    public void RemoveTags()
    {
        if (Begin is null || End is null)
            return;
        // The end comes first, so that the position of the begin stays valid.
        foreach (var (paragraph, tag) in new[] { End, Begin })
        {
            var text = new ParagraphText(paragraph);
            text.Replace(tag.Start, tag.Text.Length, "");
        }
    }

    private static IEnumerable<ParagraphTag> Tags(OpenXmlElement item) =>
        item switch
        {
            Paragraph paragraph => Tags(paragraph),
            TableRow row => row.Descendants<Paragraph>()
                .Where(p => p.Ancestors<TableRow>().First() == row && !p.Ancestors<TextBoxContent>().Any())
                .SelectMany(Tags),
            _ => [],
        };

    private static IEnumerable<ParagraphTag> Tags(Paragraph paragraph) =>
        TemplateTag.Find(new ParagraphText(paragraph).Value).Select(tag => new ParagraphTag(paragraph, tag));
}

/// <summary>A tag and its paragraph.</summary>
internal sealed record ParagraphTag(Paragraph Paragraph, TemplateTag Tag);
