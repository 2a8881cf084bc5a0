using Portal.Domain.Documents.Content;

namespace Portal.Domain.Reports.Monthly.Signing;

/// <summary>Finds the differences of two documents: tables by code, rows by key, columns by code, paragraphs by section.</summary>
internal static class ReportComparison
{
    public static ReportDifference Compare(SignedSummary summary, ReportDocument signed, ReportDocument now) =>
        new(summary, [.. Tables(signed, now).Where(t => t.Cells.Count > 0)], [.. Paragraphs(signed, now)]);

    private static IEnumerable<TableDifference> Tables(ReportDocument signed, ReportDocument now)
    {
        var later = now.Tables.ToDictionary(t => t.Code, StringComparer.Ordinal);
        foreach (var table in signed.Tables)
        {
            later.Remove(table.Code, out var other);
            yield return new(table.Code, table.Title, [.. Cells(new(table, signed), other is null ? null : new(other, now))]);
        }
        foreach (var table in now.Tables.Where(t => later.ContainsKey(t.Code)))
            yield return new(table.Code, table.Title, [.. Cells(null, new(table, now))]);
    }

    private static IEnumerable<CellDifference> Cells(Side? signed, Side? now)
    {
        var sides = new[] { signed, now }.OfType<Side>().ToList();
        foreach (var row in sides.SelectMany(s => s.Rows.Keys).Distinct())
        {
            foreach (var column in sides.SelectMany(s => s.Columns.Keys).Distinct(StringComparer.Ordinal))
            {
                var (before, after) = (signed?.Say(row, column), now?.Say(row, column));
                // A row of one side only is named beside each of its cells: its name is no difference of its own.
                if ((before is null || after is null) && sides.Exists(s => s.IsNamedBy(column)))
                    continue;
                if (before != after)
                    yield return new(
                        sides.Select(s => s.Name(row)).OfType<string>().First(),
                        sides.Select(s => s.Heading(column)).OfType<string>().First(),
                        before,
                        after
                    );
            }
        }
    }

    private static IEnumerable<ParagraphDifference> Paragraphs(ReportDocument signed, ReportDocument now)
    {
        foreach (var code in signed.Sections.Concat(now.Sections).Select(s => s.Code).Distinct(StringComparer.Ordinal))
        {
            var (before, after) = (signed.Sections.FirstOrDefault(s => s.Code == code), now.Sections.FirstOrDefault(s => s.Code == code));
            foreach (var (old, fresh) in TextDifference.Between(Texts(before), Texts(after)))
                yield return new((before ?? after)!.Heading, old, fresh);
        }
    }

    private static List<string> Texts(ReportSection? section) => [.. (section?.Blocks ?? []).OfType<ReportParagraph>().Select(p => p.Text)];

    /// <summary>One document's table, indexed by the names of its parts.</summary>
    private sealed class Side
    {
        private readonly ReportDocument _document;

        public Side(ReportTable table, ReportDocument document)
        {
            _document = document;
            for (var i = 0; i < table.Columns.Count; i++)
                Columns[table.Columns[i].Code] = i;
            // Totals have no key: they are compared in order.
            foreach (var rows in table.Rows.GroupBy(r => r.Key, StringComparer.Ordinal))
            {
                foreach (var (place, row) in rows.Index())
                    Rows[(rows.Key, place)] = row;
            }
            Headings = table.Columns;
        }

        public Dictionary<string, int> Columns { get; } = new(StringComparer.Ordinal);

        public Dictionary<(string Key, int Place), ReportRow> Rows { get; } = [];

        private IReadOnlyList<ReportColumn> Headings { get; }

        /// <summary>The column holds the names of the rows beside their cells.</summary>
        public bool IsNamedBy(string column) => Columns.Count > 1 && Columns.TryGetValue(column, out var index) && index == 0;

        public string? Heading(string column) => Columns.TryGetValue(column, out var index) ? Headings[index].Heading : null;

        public string? Name((string, int) row) =>
            Rows.TryGetValue(row, out var found) ? ReportNumbers.Write(Headings[0], found.Cells[0], _document.Culture) : null;

        public string? Say((string, int) row, string column) =>
            Rows.TryGetValue(row, out var found) && Columns.TryGetValue(column, out var index)
                ? ReportNumbers.Write(Headings[index], found.Cells[index], _document.Culture)
                : null;
    }
}
