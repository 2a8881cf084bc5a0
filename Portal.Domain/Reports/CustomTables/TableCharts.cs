namespace Portal.Domain.Reports.CustomTables;

/// <summary>The chart of a table: its first metric, over months as columns, over everything else as horizontal bars.</summary>
internal static class TableCharts
{
    // More bars than this are unreadable.
    private const int MostBars = 30;

    /// <summary>Null when a chart would show nothing.</summary>
    public static ReportChart? Of(TableQuery query, ReportTable table)
    {
        var drawn = table.Rows.Count(r => !r.IsTotal);
        if (query.ByMonth || drawn is < 2 or > MostBars)
            return null;
        var column = table
            .Columns.Skip(1)
            .First(c =>
                !table.Columns.Any(q => q.Quotient is { } quotient && (quotient.Numerator == c.Code || quotient.Denominator == c.Code))
            );
        var kind =
            query.Rows != TableRows.Months ? ReportChartKind.Bar
            : column.Kind == ReportColumnKind.Share ? ReportChartKind.Line
            : ReportChartKind.Column;
        return new("askedChart", column.Heading, kind, table.Code, "name", [column.Code]);
    }
}
