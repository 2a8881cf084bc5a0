using System.Globalization;
using System.Security.Cryptography;
using Portal.Domain.Documents.Content;
using Portal.Domain.Reports.Monthly.Inputs;

namespace Portal.Domain.Reports.Monthly;

/// <summary>The names and types of report files.</summary>
public static class ReportFiles
{
    public static IReadOnlyList<ReportFormat> Formats { get; } = [ReportFormat.Docx, ReportFormat.Xlsx];

    public static string Extension(ReportFormat format) => format == ReportFormat.Docx ? ".docx" : ".xlsx";

    public static string ContentType(ReportFormat format) =>
        format == ReportFormat.Docx
            ? "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
            : "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    /// <summary>Reads <c>docx</c> or <c>xlsx</c>; null for anything else.</summary>
    public static ReportFormat? Find(string? name) =>
        name switch
        {
            "docx" => ReportFormat.Docx,
            "xlsx" => ReportFormat.Xlsx,
            _ => null,
        };

    /// <summary>SHA-256 in hexadecimal, as in the database and in ETags.</summary>
    public static string Hash(ReadOnlySpan<byte> content) => Convert.ToHexStringLower(SHA256.HashData(content));

    /// <param name="key">The report.</param>
    /// <param name="format">The file format.</param>
    /// <param name="culture">The language; the name of an English file says so.</param>
    /// <param name="content">The bytes.</param>
    /// <param name="number">The number of a signed report; null for a draft.</param>
    internal static ReportFile File(ReportKey key, ReportFormat format, CultureInfo culture, byte[] content, int? number)
    {
        var signed = number is { } n ? string.Create(CultureInfo.InvariantCulture, $"_{n}") : "";
        var language = culture.TwoLetterISOLanguageName == "zh" ? "" : "_" + culture.Name;
        return new(key.ToFileName() + signed + language + Extension(format), ContentType(format), content);
    }
}
