namespace Portal.Domain.Documents.Tables;

/// <param name="Key">Stable and unique within its table, such as a unit's code or <c>2014-10</c>; empty for a total.</param>
/// <param name="Cells">One for each column.</param>
public sealed record ReportRow(string Key, IReadOnlyList<ReportCell> Cells)
{
    /// <summary>The sum of the rows above.</summary>
    public bool IsTotal { get; init; }
}
