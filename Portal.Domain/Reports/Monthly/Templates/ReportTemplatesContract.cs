using System.Globalization;
using Portal.Domain.Access;
using Portal.Domain.Documents.Content;
using Portal.Domain.Reports.Monthly.Inputs;

namespace Portal.Domain.Reports.Monthly.Templates;

/// <summary>Keeps the templates that offices have uploaded: of each unit, format and language the latest version is in force, else that of the units above, else the shipped one.</summary>
public interface IReportTemplates
{
    /// <summary>All four of a unit: two formats in two languages.</summary>
    /// <returns>Null when there is no such unit within the actor's scope.</returns>
    Task<IReadOnlyList<TemplateState>?> OpenAsync(Actor actor, string unit, CancellationToken cancellation = default);

    /// <summary>A template as a file.</summary>
    /// <param name="number">A version of the unit's own; null for what is in force.</param>
    /// <returns>Null when there is no such unit within the actor's scope, or no such version.</returns>
    Task<ReportFile?> FileAsync(
        Actor actor,
        string unit,
        ReportFormat format,
        CultureInfo culture,
        int? number = null,
        CancellationToken cancellation = default
    );

    /// <summary>Checks a file and, when every name in it is known, makes it the unit's next version.</summary>
    /// <param name="seenNumber">The unit's latest version that the actor saw, 0 for none.</param>
    /// <returns>What is wrong with it; empty when it is in force now.</returns>
    /// <exception cref="ReportRefusedException"><c>report.unknown</c>, <c>template.changed</c> (somebody else was quicker).</exception>
    Task<IReadOnlyList<TemplateFault>> UploadAsync(
        Actor actor,
        string unit,
        ReportFormat format,
        CultureInfo culture,
        string fileName,
        byte[] content,
        int seenNumber,
        CancellationToken cancellation = default
    );

    /// <summary>Goes back to the template of the units above, or to the shipped one; the versions stay.</summary>
    /// <exception cref="ReportRefusedException"><c>report.unknown</c>, <c>template.changed</c>.</exception>
    Task ResetAsync(
        Actor actor,
        string unit,
        ReportFormat format,
        CultureInfo culture,
        int seenNumber,
        CancellationToken cancellation = default
    );
}

/// <summary>Which template of one format and language a unit's reports are made with.</summary>
/// <param name="Language"><c>zh-CN</c> or <c>en</c>.</param>
/// <param name="FromUnitName">The unit whose template it is; null for the shipped one.</param>
/// <param name="FromNumber">The version in force; 0 for the shipped one.</param>
/// <param name="Versions">The unit's own, latest first.</param>
public sealed record TemplateState(
    ReportFormat Format,
    string Language,
    string? FromUnitName,
    int FromNumber,
    IReadOnlyList<TemplateVersion> Versions
);

/// <param name="FileName">As it was uploaded; empty when the version says: back to what is above.</param>
/// <param name="Bytes">0 when the version says: back to what is above.</param>
public sealed record TemplateVersion(int Number, string FileName, int Bytes, string UploadedBy, DateTimeOffset UploadedAt);
