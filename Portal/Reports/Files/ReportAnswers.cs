using Portal.Domain.Reports.Archive;
using Portal.Domain.Reports.Monthly;
using Portal.Domain.Shared;

namespace Portal.Reports.Files;

/// <summary>A signed report in the API.</summary>
/// <param name="From">The first month, as <c>2014-01</c>.</param>
/// <param name="To">The last month.</param>
/// <param name="Number">From 1; a later version of the same unit and period replaces the earlier one.</param>
/// <param name="Hash">SHA-256 of content and files, in hexadecimal.</param>
/// <param name="Reason">Why it was signed again; null for the first.</param>
public sealed record SignedReportAnswer(
    string Unit,
    string UnitName,
    string From,
    string To,
    int Number,
    string Hash,
    string SignedBy,
    DateTimeOffset SignedAt,
    string? Reason
)
{
    internal static SignedReportAnswer Of(SignedRow row, DistrictTime time) =>
        new(
            row.Unit,
            row.UnitName,
            Days.ToMonthText(row.From),
            Days.ToMonthText(row.To),
            row.Signed.Number,
            row.Signed.Hash,
            row.Signed.SignedBy,
            time.ToLocal(row.Signed.SignedAt),
            row.Signed.Reason
        );
}

/// <summary>The comparison of a signed report with the present figures; both lists are empty when nothing changed.</summary>
/// <param name="Number">Number of the signed version.</param>
/// <param name="Hash">Its hash.</param>
/// <param name="Tables">Cells with another value now, table by table.</param>
/// <param name="Paragraphs">Sentences with another text now.</param>
public sealed record DifferenceAnswer(
    int Number,
    string Hash,
    IReadOnlyList<TableDifference> Tables,
    IReadOnlyList<ParagraphDifference> Paragraphs
)
{
    internal static DifferenceAnswer Of(ReportDifference difference) =>
        new(difference.Signed.Number, difference.Signed.Hash, difference.Tables, difference.Paragraphs);
}
