using System.Globalization;
using System.Security.Cryptography;
using Portal.Domain.Documents.Content;
using Portal.Domain.Reports.Monthly.Inputs;

namespace Portal.Domain.Reports.Monthly;

/// <summary>How reports' files are called, and what they are.</summary>
public static class ReportFiles
{
    public static IReadOnlyList<ReportFormat> Formats { get; } = [ReportFormat.Docx, ReportFormat.Xlsx];

    public static string Extension(ReportFormat format) => format == ReportFormat.Docx ? ".docx" : ".xlsx";

    public static string ContentType(ReportFormat format) =>
        format == ReportFormat.Docx
            ? "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
            : "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    /// <summary>Null for what is no format: <c>docx</c> or <c>xlsx</c>.</summary>
    public static ReportFormat? Find(string? name) =>
        name switch
        {
            "docx" => ReportFormat.Docx,
            "xlsx" => ReportFormat.Xlsx,
            _ => null,
        };

    /// <summary>SHA-256 in hexadecimal: as it stands in the database and in ETags.</summary>
    public static string Hash(ReadOnlySpan<byte> content) => Convert.ToHexStringLower(SHA256.HashData(content));

    /// <param name="key">Which report.</param>
    /// <param name="format">As what.</param>
    /// <param name="culture">In which language; English is said in the name.</param>
    /// <param name="content">The bytes.</param>
    /// <param name="number">Of a signed one; null for a draft.</param>
    internal static ReportFile File(ReportKey key, ReportFormat format, CultureInfo culture, byte[] content, int? number) =>
        new(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{key.ToFileName()}{(number is { } n ? $"_{n}" : "")}{(culture.TwoLetterISOLanguageName == "zh" ? "" : "_" + culture.Name)}{Extension(format)}"
            ),
            ContentType(format),
            content
        );
}
