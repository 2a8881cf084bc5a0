using Portal.Domain.Documents.Content;

namespace Portal.Domain.Reports.Monthly.Templates;

/// <summary>The template in force for a unit's reports, of one format and language.</summary>
/// <param name="Language"><c>zh-CN</c> or <c>en</c>.</param>
/// <param name="FromUnitName">The unit that uploaded it; null for the shipped one.</param>
/// <param name="FromNumber">The version in force; 0 for the shipped one.</param>
/// <param name="Versions">The unit's own, latest first.</param>
public sealed record TemplateState(
    ReportFormat Format,
    string Language,
    string? FromUnitName,
    int FromNumber,
    IReadOnlyList<TemplateVersion> Versions
);

/// <param name="FileName">As it was uploaded; empty in a version that resets to the template above.</param>
/// <param name="Bytes">0 in a version that resets to the template above.</param>
public sealed record TemplateVersion(int Number, string FileName, int Bytes, string UploadedBy, DateTimeOffset UploadedAt);
