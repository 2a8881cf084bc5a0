using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;
using Portal.Domain.Documents.Content;
using Portal.Domain.Documents.Packaging;

namespace Portal.Domain.Documents.Word;

/// <summary>Fills in a template. Unknown tags stay as they are, and are listed with their place.</summary>
internal sealed class TemplateFiller(ReportDocument document, BlockWriter blocks, ReadBudget budget)
{
    // Nested repetitions soon multiply.
    private const int MostCopies = 100_000;

    private readonly TemplateLoops _loops = new(document);
    private readonly TemplateFaults _faults = new();
    private int _copies;
    private bool _isTried;

    /// <summary>In the order of the document; each once.</summary>
    public IReadOnlyList<TemplateFault> Faults => _faults.All();

    /// <exception cref="PackageRefusedException">It repeats more than a document can hold.</exception>
    /// <exception cref="ReadBudgetSpentException">Filling it in takes too much work.</exception>
    public void Fill(MainDocumentPart main)
    {
        new TemplatePlaces(document.Culture, budget).Mark(main);
        foreach (var root in WordParts.Roots(main))
        {
            FillAll(root, TemplateScope.Of(document));
            TemplatePlaces.Clear(root);
        }
    }

    private void FillAll(OpenXmlElement container, TemplateScope scope)
    {
        FillItems([.. container.ChildElements], scope);
        // Word cannot open a cell or box without a paragraph at its end.
        if (container is TableCell or TextBoxContent && container.LastChild is not Paragraph)
            container.Append(new Paragraph());
    }

    private void FillItems(List<OpenXmlElement> items, TemplateScope scope)
    {
        for (var i = 0; i < items.Count; i++)
        {
            budget.Check();
            if ((TemplateLoop.Find(items, i, budget) ?? TemplateLoop.FindRow(items[i], i, _loops, scope)) is { } loop)
            {
                Repeat(loop, items, scope);
                i = loop.Last;
            }
            else
            {
                FillItem(items[i], scope);
            }
        }
    }

    private void FillItem(OpenXmlElement item, TemplateScope scope)
    {
        switch (item)
        {
            case Paragraph paragraph:
                FillParagraph(paragraph, scope);
                break;
            case Table table:
                FillTable(table, scope);
                break;
            case TableRow row:
                foreach (var cell in row.Descendants<TableCell>().Where(c => c.Ancestors<TableRow>().First() == row).ToList())
                    FillAll(cell, scope);
                break;
            default:
                if (item.Descendants<Paragraph>().Any())
                    FillAll(item, scope);
                break;
        }
    }

    private void FillTable(Table table, TemplateScope scope)
    {
        FillItems([.. table.Descendants<TableRow>().Where(r => r.Ancestors<Table>().First() == table)], scope);
        if (!table.Descendants<TableRow>().Any())
            table.Remove();
    }

    private void Repeat(TemplateLoop loop, List<OpenXmlElement> items, TemplateScope scope)
    {
        var range = items.GetRange(loop.First, loop.Last - loop.First + 1);
        var scopes = scope.IsWithin(loop.Tag.Name) ? null : _loops.Find(loop.Tag.Name, scope);
        if (scopes is null && !loop.Tag.IsOptional)
        {
            Fault(scope.IsWithin(loop.Tag.Name) ? "loop.nested" : "table.unknown", loop.Begin!.Paragraph, loop.Tag.Text);
            return;
        }
        loop.RemoveTags();
        var copied = range
            .Where((item, i) => !(item is Paragraph paragraph && (i == 0 || i == range.Count - 1) && new ParagraphText(paragraph).IsEmpty))
            .ToList();
        if (scopes is { Count: 0 })
            RepeatNothing(loop, range[0], copied, scope);
        foreach (var one in scopes ?? [])
            Copy(range[0], copied, one);
        range.ForEach(item => item.Remove());
    }

    // Names are checked even without rows; a table then shows that there is nothing.
    private void RepeatNothing(TemplateLoop loop, OpenXmlElement before, List<OpenXmlElement> copied, TemplateScope scope)
    {
        var wasTried = _isTried;
        _isTried |= before is not TableRow;
        var tried = Copy(before, copied, _loops.EmptyLoop(loop.Tag.Name, scope));
        if (before is not TableRow)
            tried.ForEach(item => item.Remove());
        _isTried = wasTried;
    }

    private List<OpenXmlElement> Copy(OpenXmlElement before, List<OpenXmlElement> copied, TemplateScope scope)
    {
        if ((_copies += copied.Count) > MostCopies)
            throw new PackageRefusedException("file.tooLarge");
        var copies = copied.ConvertAll(WordParts.Copy);
        copies.ForEach(copy => before.InsertBeforeSelf(copy));
        FillItems([.. copies], scope);
        if (scope.IsTotal)
            copies.ForEach(WordParts.Embolden);
        return copies;
    }

    private void FillParagraph(Paragraph paragraph, TemplateScope scope)
    {
        foreach (var box in paragraph.Descendants<TextBoxContent>().Where(b => b.Ancestors<Paragraph>().First() == paragraph).ToList())
            FillAll(box, scope);
        var text = new ParagraphText(paragraph);
        // A name of the report in other braces; other texts may have braces of their own.
        foreach (var (_, written) in TemplateTag.FindProbable(text.Value).Where(found => scope.Find(found.Name) is not null))
            Fault("field.braces", paragraph, written);
        if (!TemplateTag.MayContain(text.Value))
            return;
        if (TemplateTag.FindUnclosed(text.Value) is { } unclosed)
            Fault("field.unclosed", paragraph, unclosed);
        var tags = TemplateTag.Find(text.Value);
        if (tags is [{ Kind: TagKind.Block } block] && text.Value.Trim() == block.Text)
            FillBlock(block, paragraph, scope);
        else
            FillFields(tags, paragraph, text, scope);
    }

    private void FillFields(IReadOnlyList<TemplateTag> tags, Paragraph paragraph, ParagraphText text, TemplateScope scope)
    {
        // Read in order, but replaced from the end, so that positions stay valid.
        var values = tags.Select(tag => (Tag: tag, Value: ValueOf(tag, paragraph, scope))).ToList();
        foreach (var (tag, value) in values.AsEnumerable().Reverse().Where(v => v.Value is not null))
        {
            budget.Check();
            text.Replace(tag.Start, tag.Text.Length, value!);
        }
        if (values.Count > 0 && values.All(v => v.Tag.IsOptional) && text.IsEmpty && paragraph.Parent is Body)
            paragraph.Remove();
        else
            text.BreakLines();
    }

    private string? ValueOf(TemplateTag tag, Paragraph paragraph, TemplateScope scope)
    {
        if (tag.Kind == TagKind.Field && (scope.Find(tag.Name) ?? (tag.IsOptional ? "" : null)) is { } value)
            return value;
        Fault(
            tag.Kind switch
            {
                TagKind.Begin => "loop.unclosed",
                TagKind.End => "loop.unopened",
                TagKind.Block => "block.notAlone",
                TagKind.Field => _loops.TableOf(tag.Name) is null ? "field.unknown" : "column.unknown",
            },
            paragraph,
            tag.Text
        );
        return null;
    }

    private void FillBlock(TemplateTag tag, Paragraph paragraph, TemplateScope scope)
    {
        if (!paragraph.Ancestors<Body>().Any() || paragraph.Ancestors<TextBoxContent>().Any())
        {
            Fault("block.notHere", paragraph, tag.Text);
            return;
        }
        if (blocks.Find(tag.Name, tag.Code, scope.NearestSection) is not { } write)
        {
            if (tag.IsOptional)
                RemoveOrEmpty(paragraph, tag);
            else
                Fault(tag.Name is "table" or "chart" or "section" ? tag.Name + ".unknown" : "field.unknown", paragraph, tag.Text);
            return;
        }
        if (_isTried)
            return;
        if ((_copies += blocks.Weight) > MostCopies)
            throw new PackageRefusedException("file.tooLarge");
        foreach (var element in write(WordParts.WidthAt(paragraph)))
            paragraph.InsertBeforeSelf(element);
        RemoveOrEmpty(paragraph, tag);
    }

    private static void RemoveOrEmpty(Paragraph paragraph, TemplateTag tag)
    {
        var text = new ParagraphText(paragraph);
        text.Replace(text.Value.IndexOf(tag.Text, StringComparison.Ordinal), tag.Text.Length, "");
        if (text.IsEmpty)
            paragraph.Remove();
    }

    private void Fault(string code, Paragraph paragraph, string text) => _faults.Add(code, TemplatePlaces.Of(paragraph), text);
}
