using Portal.Domain.Documents.Content;
using Portal.Domain.Reports.Monthly.Inputs;

namespace Portal.Domain.Reports.Monthly;

/// <param name="Basis">Identifies the data of the figures: it changes with any of them.</param>
/// <param name="Signed">Null for a draft.</param>
/// <param name="History">All signed ones of the unit and period, latest first.</param>
/// <param name="Remark">The remark in force; null when there is none.</param>
public sealed record ReportView(
    ReportKey Key,
    int UnitId,
    string UnitName,
    ReportDocument Document,
    string Basis,
    SignedSummary? Signed,
    IReadOnlyList<SignedSummary> History,
    ReportRemark? Remark
);

public sealed record SignedSummary(int Number, string Hash, string SignedBy, DateTimeOffset SignedAt, string? Reason);

/// <param name="Name">With its extension.</param>
public sealed record ReportFile(string Name, string ContentType, byte[] Content);

/// <summary>The differences between a signed report and the present figures.</summary>
public sealed record ReportDifference(
    SignedSummary Signed,
    IReadOnlyList<TableDifference> Tables,
    IReadOnlyList<ParagraphDifference> Paragraphs
)
{
    public bool IsEmpty => Tables.Count == 0 && Paragraphs.Count == 0;
}

/// <summary>The changed cells of one table.</summary>
public sealed record TableDifference(string Code, string Title, IReadOnlyList<CellDifference> Cells);

/// <summary>One cell; a row of one side only gives a difference for each of its cells but its name.</summary>
/// <param name="Row">The row's name.</param>
/// <param name="Column">The column's heading.</param>
/// <param name="Signed">As a reader sees it; null when the signed report has no such row.</param>
/// <param name="Now">Null when there is no such row now.</param>
public sealed record CellDifference(string Row, string Column, string? Signed, string? Now);

/// <param name="Section">The section's heading.</param>
/// <param name="Signed">Null when the signed report has no such paragraph.</param>
/// <param name="Now">Null when there is none now.</param>
public sealed record ParagraphDifference(string Section, string? Signed, string? Now);
