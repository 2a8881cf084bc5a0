using Portal.Domain.Shared;

namespace Portal.Domain.Reports;

/// <summary>The files a report comes as.</summary>
public enum ReportFormat : byte
{
    Docx = 1,
    Xlsx = 2,
}
