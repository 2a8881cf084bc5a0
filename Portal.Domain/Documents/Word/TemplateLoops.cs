using System.Globalization;
using Portal.Domain.Documents.Content;

namespace Portal.Domain.Documents.Word;

/// <summary>Everything a template can repeat: sections, their paragraphs, definitions, and the rows of each table.</summary>
internal sealed class TemplateLoops(ReportDocument document)
{
    /// <summary>The scopes of a loop, one for each repetition; null for an unknown name.</summary>
    public IReadOnlyList<TemplateScope>? Find(string name, TemplateScope around) =>
        name switch
        {
            "sections" => [.. document.Sections.Select((s, i) => Section(s, i, around))],
            "paragraphs" when around.NearestSection is { } section =>
            [
                .. section.Blocks.OfType<ReportParagraph>().Select(p => new TemplateScope(around, name, n => n == "text" ? p.Text : null)),
            ],
            "definitions" => [.. document.Definitions.Select((d, i) => Definition(d, i, around))],
            _ => Table(name) is { } table ? [.. table.Rows.Select((row, i) => Row(table, row, i, around))] : null,
        };

    /// <summary>
    /// The scope of a loop without repetitions: every name of it is known, and the first one shows that there is nothing.
    /// </summary>
    public TemplateScope EmptyLoop(string name, TemplateScope around)
    {
        var isShown = false;
        return new(around, name, n => HasName(name, n) ? Say() : null) { Section = name == "sections" ? new("", "", []) : null };

        string Say()
        {
            if (isShown)
                return "";
            isShown = true;
            return WordTexts.Nothing(document.Culture);
        }
    }

    public ReportTable? Table(string code) => document.Tables.FirstOrDefault(t => t.Code == code);

    /// <summary>
    /// The table of a column name such as <c>streets.accepted</c>; null for any other name. A table's code may have a dot itself.
    /// </summary>
    public ReportTable? TableOf(string name)
    {
        var dot = name.LastIndexOf('.');
        return dot > 0 && !document.Fields.ContainsKey(name) ? Table(name[..dot]) : null;
    }

    private bool HasName(string loop, string name) =>
        loop switch
        {
            "sections" => name is "number" or "heading" or "code",
            "paragraphs" => name is "text",
            "definitions" => name is "number" or "name" or "meaning",
            _ => name is "index" or "key" || Table(loop)?.Columns.Any(c => c.Code == name) == true,
        };

    private TemplateScope Section(ReportSection section, int index, TemplateScope around) =>
        new(
            around,
            "sections",
            name =>
                name switch
                {
                    "number" => WordTexts.Number(index + 1, document.Culture),
                    "heading" => section.Heading,
                    "code" => section.Code,
                    _ => null,
                }
        )
        {
            Section = section,
        };

    private TemplateScope Definition(ReportDefinition definition, int index, TemplateScope around) =>
        new(
            around,
            "definitions",
            name =>
                name switch
                {
                    "number" => (index + 1).ToString(CultureInfo.InvariantCulture),
                    "name" => definition.Name,
                    "meaning" => definition.Meaning,
                    _ => null,
                }
        );

    private TemplateScope Row(ReportTable table, ReportRow row, int index, TemplateScope around) =>
        new(
            around,
            table.Code,
            name =>
                name switch
                {
                    "index" => row.IsTotal ? "" : (index + 1).ToString(CultureInfo.InvariantCulture),
                    "key" => row.Key,
                    _ => table
                        .Columns.Select((c, i) => (Column: c, Cell: row.Cells[i]))
                        .Where(c => c.Column.Code == name)
                        .Select(c => ReportNumbers.Write(c.Column, c.Cell, document.Culture))
                        .FirstOrDefault(),
                }
        )
        {
            IsTotal = row.IsTotal,
        };
}
