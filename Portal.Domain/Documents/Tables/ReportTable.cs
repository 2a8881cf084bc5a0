namespace Portal.Domain.Documents.Tables;

/// <summary>A part of a report's section, or the content of one panel of a page.</summary>
public abstract record ReportBlock;

/// <summary>A table, with its numbers as numbers.</summary>
/// <param name="Code">Stable and unique within a report, in camel case: <c>streets</c>, <c>casesByMonth</c> …</param>
/// <param name="Title">Shown above it.</param>
/// <param name="Columns">The first names the row.</param>
/// <param name="Rows">May be empty: a rendering then shows that there is nothing.</param>
public sealed record ReportTable(string Code, string Title, IReadOnlyList<ReportColumn> Columns, IReadOnlyList<ReportRow> Rows)
    : ReportBlock
{
    /// <summary>Remarks below it.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>
    /// The table without the columns that may be left out and have no value, as shown. Templates and comparisons use all columns.
    /// </summary>
    public ReportTable WithoutEmptyColumns()
    {
        var shown = Enumerable
            .Range(0, Columns.Count)
            .Where(i => !Columns[i].MayBeLeftOut || Rows.Any(r => r.Cells[i].Gap != ReportGap.NoValue))
            .ToList();
        return shown.Count == Columns.Count
            ? this
            : this with
            {
                Columns = [.. shown.Select(i => Columns[i])],
                Rows = [.. Rows.Select(r => r with { Cells = [.. shown.Select(i => r.Cells[i])] })],
            };
    }

    /// <exception cref="InvalidOperationException">There is no such column.</exception>
    public int IndexOf(string column)
    {
        for (var i = 0; i < Columns.Count; i++)
        {
            if (Columns[i].Code == column)
                return i;
        }
        throw new InvalidOperationException($"The table “{Code}” has no column “{column}”.");
    }
}
