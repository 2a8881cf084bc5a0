using Portal.Domain.Documents.Content;

namespace Portal.Domain.Documents.Excel.Templates;

/// <summary>Resolves the names of a template.</summary>
internal sealed class TemplateNames(ReportDocument document)
{
    private readonly Dictionary<string, ReportTable> _tables = document
        .Tables.Append(Paragraphs(document))
        .Append(Definitions(document))
        .DistinctBy(t => t.Code, StringComparer.Ordinal)
        .ToDictionary(t => t.Code, StringComparer.Ordinal);

    /// <summary>The table of a name's repeating row; null for a field, or an unknown name.</summary>
    public ReportTable? TableOf(string name)
    {
        var (table, column) = Split(name);
        return Field(name) is null && !column.StartsWith("total.", StringComparison.Ordinal) ? _tables.GetValueOrDefault(table) : null;
    }

    /// <summary>Whether the name begins with a table, with any column.</summary>
    public bool HasTable(string name) => _tables.ContainsKey(Split(name).Table);

    /// <summary>The text of a field, formatted for the reader.</summary>
    public string? Field(string name) =>
        document.Fields.GetValueOrDefault(name)
        ?? name switch
        {
            "title" => document.Title,
            "period" => document.Period,
            "issuer" => document.Issuer,
            "state" => document.State,
            _ => null,
        };

    /// <summary>The cell of a row, or of the total, for a name; null when the table has no such column.</summary>
    /// <param name="row">The present row of a repeating row; null in other rows.</param>
    public (ReportColumn Column, ReportCell Cell)? Cell(string name, ReportRow? row)
    {
        var (code, column) = Split(name);
        if (!_tables.TryGetValue(code, out var table))
            return null;
        if (column.StartsWith("total.", StringComparison.Ordinal))
            (column, row) = (column["total.".Length..], table.Rows.LastOrDefault(r => r.IsTotal));
        for (var i = 0; i < table.Columns.Count; i++)
        {
            if (table.Columns[i].Code == column)
                return (table.Columns[i], row is null ? ReportCell.Of("") : row.Cells[i]);
        }
        return null;
    }

    private static (string Table, string Column) Split(string name)
    {
        var point = name.IndexOf('.', StringComparison.Ordinal);
        return point < 0 ? ("", name) : (name[..point], name[(point + 1)..]);
    }

    private static ReportTable Paragraphs(ReportDocument document) =>
        new(
            "paragraphs",
            "",
            [new("section", "", ReportColumnKind.Text), new("text", "", ReportColumnKind.Text)],
            [
                .. document.Sections.SelectMany(s =>
                    s.Blocks.OfType<ReportParagraph>()
                        .Select((p, i) => new ReportRow($"{s.Code}{i}", [ReportCell.Of(i == 0 ? s.Heading : ""), ReportCell.Of(p.Text)]))
                ),
            ]
        );

    private static ReportTable Definitions(ReportDocument document) =>
        new(
            "definitions",
            "",
            [new("name", "", ReportColumnKind.Text), new("meaning", "", ReportColumnKind.Text)],
            [.. document.Definitions.Select(d => new ReportRow(d.Name, [ReportCell.Of(d.Name), ReportCell.Of(d.Meaning)]))]
        );
}
