using Portal.Domain.Documents.Content;

namespace Portal.Domain.Reports.Monthly.Templates;

/// <summary>A Word or Excel template that the office has uploaded: the latest version of a unit, else of the units above it, else the shipped one, is in force.</summary>
public sealed class ReportTemplate
{
    public int Id { get; set; }

    /// <summary>The unit, and those below it without one of their own.</summary>
    public int UnitId { get; set; }

    public ReportFormat Format { get; set; }

    /// <summary><c>zh-CN</c> or <c>en</c>.</summary>
    public required string Language { get; set; }

    /// <summary>From 1, without gaps, for each unit, format and language.</summary>
    public int Number { get; set; }

    /// <summary>The name of the file as it was uploaded.</summary>
    public required string FileName { get; set; }

    /// <summary>Empty when the version says: back to that of the units above, or the shipped one.</summary>
    public required byte[] Content { get; set; }

    public required string UploadedBy { get; set; }

    public DateTimeOffset UploadedAt { get; set; }
}
