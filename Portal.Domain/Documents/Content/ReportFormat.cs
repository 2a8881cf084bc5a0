namespace Portal.Domain.Documents.Content;

/// <summary>The file formats of reports.</summary>
public enum ReportFormat : byte
{
    Docx = 1,
    Xlsx = 2,
}
