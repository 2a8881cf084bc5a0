using System.Globalization;
using Portal.Domain.Documents.Content;
using Portal.Domain.Reports.Monthly;
using Portal.Domain.Reports.Monthly.Inputs;
using Portal.Domain.Reports.Monthly.Signing;

namespace Portal.Domain.Reports.Archive;

/// <inheritdoc cref="IReports"/>
internal sealed class PortalReports(ReportReading reading, ReportSigning signing, ReportRemarks remarks) : IReports
{
    public Task<ReportView?> OpenAsync(ReportAuthor author, ReportKey key, CultureInfo culture, CancellationToken cancellation = default) =>
        reading.OpenAsync(author, key, culture, cancellation);

    public Task<ReportView?> OpenDraftAsync(
        ReportAuthor author,
        ReportKey key,
        CultureInfo culture,
        CancellationToken cancellation = default
    ) => reading.OpenDraftAsync(author, key, culture, cancellation);

    public Task<ReportFile?> FileAsync(
        ReportAuthor author,
        ReportKey key,
        ReportFormat format,
        CultureInfo culture,
        int? number = null,
        CancellationToken cancellation = default
    ) => reading.FileAsync(author, key, format, culture, number, cancellation);

    public Task<SignedSummary> SignAsync(
        ReportAuthor author,
        ReportKey key,
        string seenBasis,
        string? reason,
        CancellationToken cancellation = default
    ) => signing.SignAsync(author, key, seenBasis, reason, cancellation);

    public Task<ReportDifference?> CompareAsync(
        ReportAuthor author,
        ReportKey key,
        CultureInfo culture,
        int? number = null,
        CancellationToken cancellation = default
    ) => reading.CompareAsync(author, key, culture, number, cancellation);

    public Task RemarkAsync(ReportAuthor author, ReportKey key, string text, int seenNumber, CancellationToken cancellation = default) =>
        remarks.WriteAsync(author, key, text, seenNumber, cancellation);
}
