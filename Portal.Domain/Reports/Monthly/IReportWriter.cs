using System.Globalization;
using Portal.Domain.Documents.Content;
using Portal.Domain.Reports.Monthly.Inputs;

namespace Portal.Domain.Reports.Monthly;

/// <summary>Reads what a report speaks of and puts it into the words of a language.</summary>
public interface IReportWriter
{
    /// <summary>The report as the data are now; the remark in force is in it.</summary>
    /// <returns>Null when there is no such unit in the period, or the period has not begun.</returns>
    Task<WrittenReport?> WriteAsync(ReportKey key, CultureInfo culture, CancellationToken cancellation = default);
}

/// <summary>A report as it was written from the data of one moment.</summary>
/// <param name="Basis">What its data were read at: the same in all languages, and another one as soon as the data changed.</param>
public sealed record WrittenReport(int UnitId, string UnitName, ReportDocument Document, string Basis);
