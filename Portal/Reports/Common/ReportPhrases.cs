using System.Globalization;
using Microsoft.Extensions.Localization;
using Portal.Domain.Documents.Content;
using Portal.Domain.Reports.Monthly;
using Portal.Domain.Reports.Monthly.Inputs;
using Portal.Domain.Shared;

namespace Portal.Reports.Common;

/// <summary>Formats periods, states and signatures in the reader's language.</summary>
internal sealed class ReportPhrases(IStringLocalizer<ReportsText> text, DistrictTime time)
{
    /// <summary>The languages a report comes in, each named in itself.</summary>
    public static IReadOnlyList<(string Code, string Name)> Languages { get; } = [("zh-CN", "中文"), ("en", "English")];

    public static string Extension(ReportFormat format) => format == ReportFormat.Docx ? "docx" : "xlsx";

    public string Period(ReportKey key) =>
        key.Span switch
        {
            ReportSpan.Month => text["period.month", key.To.Year, Month(key.To)],
            ReportSpan.Quarter => text["period.quarter", key.To.Year, key.To.Month / 3],
            ReportSpan.Year => text["period.year", key.To.Year],
            ReportSpan.YearToMonth => text["period.to", key.To.Year, Month(key.To)],
            ReportSpan.Months => text["period.months", YearMonth(key.From), YearMonth(key.To)],
        };

    /// <summary>The month without its year: 10月, Oct.</summary>
    public static string Month(DateOnly month)
    {
        var pattern = CultureInfo.CurrentCulture.DateTimeFormat.YearMonthPattern;
        return month.ToString(IsChinese ? pattern[pattern.IndexOf('M', StringComparison.Ordinal)..] : "MMM", CultureInfo.CurrentCulture);
    }

    public static string YearMonth(DateOnly month) =>
        month.ToString(IsChinese ? CultureInfo.CurrentCulture.DateTimeFormat.YearMonthPattern : "MMM yyyy", CultureInfo.CurrentCulture);

    /// <summary>A local instant to the minute.</summary>
    public string Instant(DateTimeOffset at) => time.ToText(at);

    public string Day(DateTimeOffset at) => Days.ToText(time.DayOf(at));

    /// <summary>The number of the signed version, its signer and instant.</summary>
    public string Signature(SignedSummary signed) =>
        text[signed.Number == 1 ? "signed.first" : "signed.again", signed.Number, signed.SignedBy, Instant(signed.SignedAt)];

    /// <summary>The text of a refusal; without one, its code.</summary>
    private static bool IsChinese => CultureInfo.CurrentCulture.TwoLetterISOLanguageName == "zh";
}
