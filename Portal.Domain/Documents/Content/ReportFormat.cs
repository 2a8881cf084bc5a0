namespace Portal.Domain.Documents.Content;

/// <summary>The files a report comes as.</summary>
public enum ReportFormat : byte
{
    Docx = 1,
    Xlsx = 2,
}
