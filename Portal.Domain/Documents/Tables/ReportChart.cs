namespace Portal.Domain.Documents.Tables;

/// <summary>A chart drawn from a table of the same report.</summary>
/// <param name="Code">Stable and unique within a report.</param>
/// <param name="Table">The table's code; its totals are not drawn.</param>
/// <param name="Category">The column along the axis.</param>
/// <param name="Series">The columns drawn, all of one kind.</param>
public sealed record ReportChart(
    string Code,
    string Title,
    ReportChartKind Kind,
    string Table,
    string Category,
    IReadOnlyList<string> Series
) : ReportBlock
{
    /// <summary>A value drawn as a reference line, such as a target; null for none.</summary>
    public decimal? Reference { get; init; }
}

public enum ReportChartKind
{
    /// <summary>Vertical bars, for few categories such as months.</summary>
    Column,

    /// <summary>Horizontal bars, for many categories with names, such as streets.</summary>
    Bar,
    Line,
}
