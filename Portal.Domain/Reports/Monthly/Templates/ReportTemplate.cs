using Portal.Domain.Documents.Content;

namespace Portal.Domain.Reports.Monthly.Templates;

/// <summary>
/// A Word or Excel template that the office has uploaded. In force is the latest version of a unit, else of the nearest unit above it, else
/// the shipped one.
/// </summary>
public sealed class ReportTemplate
{
    public int Id { get; set; }

    /// <summary>The unit; units below it without a template of their own use it too.</summary>
    public int UnitId { get; set; }

    public ReportFormat Format { get; set; }

    /// <summary><c>zh-CN</c> or <c>en</c>.</summary>
    public required string Language { get; set; }

    /// <summary>From 1, without gaps, for each unit, format and language.</summary>
    public int Number { get; set; }

    /// <summary>The name of the file as it was uploaded.</summary>
    public required string FileName { get; set; }

    /// <summary>Empty in a version that resets to the template of the units above, or the shipped one.</summary>
    public required byte[] Content { get; set; }

    public required string UploadedBy { get; set; }

    public DateTimeOffset UploadedAt { get; set; }
}
