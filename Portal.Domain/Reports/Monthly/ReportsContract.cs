using System.Globalization;
using Portal.Domain.Documents.Content;
using Portal.Domain.Reports.Monthly.Inputs;

namespace Portal.Domain.Reports.Monthly;

/// <summary>Reads, renders, signs and compares reports. Every call checks what its author may.</summary>
public interface IReports
{
    /// <summary>The report as it stands: the latest signed one, else the draft computed now.</summary>
    /// <returns>Null when there is no such unit in the period, the period has not begun, or the unit is out of the author's scope.</returns>
    Task<ReportView?> OpenAsync(ReportAuthor author, ReportKey key, CultureInfo culture, CancellationToken cancellation = default);

    /// <summary>The draft computed now, whether or not one was signed; null as with <see cref="OpenAsync"/>.</summary>
    Task<ReportView?> OpenDraftAsync(ReportAuthor author, ReportKey key, CultureInfo culture, CancellationToken cancellation = default);

    /// <summary>A file: of the signed report when there is one, byte for byte; else of the draft as of now. The same data give the same bytes.</summary>
    /// <param name="number">Which of the signed ones; null for the latest, or the draft where there is none.</param>
    /// <returns>Null as with <see cref="OpenAsync"/>, or when there is no such number.</returns>
    Task<ReportFile?> FileAsync(
        ReportAuthor author,
        ReportKey key,
        ReportFormat format,
        CultureInfo culture,
        int? number = null,
        CancellationToken cancellation = default
    );

    /// <summary>Freezes the report as it stands, in all languages and formats.</summary>
    /// <param name="seenBasis">The basis of what the author looked at: what changed since is not signed unseen.</param>
    /// <param name="reason">Why it is signed anew; needed when one was signed before.</param>
    /// <exception cref="ReportRefusedException"><c>report.unknown</c>, <c>report.changed</c>, <c>report.notOver</c> (the period still runs), <c>reason.required</c>.</exception>
    Task<SignedSummary> SignAsync(
        ReportAuthor author,
        ReportKey key,
        string seenBasis,
        string? reason,
        CancellationToken cancellation = default
    );

    /// <summary>What the figures say now against a signed report; empty when nothing changed.</summary>
    /// <param name="number">Null for the latest signed one.</param>
    /// <returns>Null as with <see cref="FileAsync"/>, or when none was signed.</returns>
    Task<ReportDifference?> CompareAsync(
        ReportAuthor author,
        ReportKey key,
        CultureInfo culture,
        int? number = null,
        CancellationToken cancellation = default
    );

    /// <summary>Writes the office's remarks anew.</summary>
    /// <param name="seenNumber">The number of the remark that the author saw, 0 for none.</param>
    /// <exception cref="ReportRefusedException"><c>report.unknown</c>, <c>remark.changed</c> (somebody else was quicker), <c>remark.tooLong</c>.</exception>
    Task RemarkAsync(ReportAuthor author, ReportKey key, string text, int seenNumber, CancellationToken cancellation = default);
}

/// <param name="Basis">What the figures were read at; another one means that something changed.</param>
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

/// <summary>A signed report beside the figures of now.</summary>
public sealed record ReportDifference(
    SignedSummary Signed,
    IReadOnlyList<TableDifference> Tables,
    IReadOnlyList<ParagraphDifference> Paragraphs
)
{
    public bool IsEmpty => Tables.Count == 0 && Paragraphs.Count == 0;
}

/// <summary>Cells of one table that say something else now.</summary>
public sealed record TableDifference(string Code, string Title, IReadOnlyList<CellDifference> Cells);

/// <summary>One cell; a row that only one side has gives a difference for each of its cells.</summary>
/// <param name="Row">The row's name.</param>
/// <param name="Column">The column's heading.</param>
/// <param name="Signed">As a reader sees it; null when the signed report has no such row.</param>
/// <param name="Now">Null when there is no such row now.</param>
public sealed record CellDifference(string Row, string Column, string? Signed, string? Now);

/// <param name="Section">The section's heading.</param>
/// <param name="Signed">Null when the signed report has no such paragraph.</param>
/// <param name="Now">Null when there is none now.</param>
public sealed record ParagraphDifference(string Section, string? Signed, string? Now);
