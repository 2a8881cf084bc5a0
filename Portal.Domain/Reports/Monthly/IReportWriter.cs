using System.Globalization;
using Portal.Domain.Documents.Content;
using Portal.Domain.Reports.Monthly.Inputs;

namespace Portal.Domain.Reports.Monthly;

/// <summary>Reads the data of a report and writes it in one language.</summary>
internal interface IReportWriter
{
    /// <summary>The report of the present data, including the remark in force.</summary>
    /// <returns>Null when there is no such unit in the period, or the period has not begun.</returns>
    Task<WrittenReport?> WriteAsync(ReportKey key, CultureInfo culture, CancellationToken cancellation = default);
}

/// <summary>A report written from the data of one moment.</summary>
/// <param name="Basis">Identifies its data: the same in all languages, and changed with any of the data.</param>
public sealed record WrittenReport(int UnitId, string UnitName, ReportDocument Document, string Basis);
