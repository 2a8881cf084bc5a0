using System.Globalization;

namespace Portal.Domain.Documents.Tables;

/// <summary>Formats a table's cells for the reader: rounds half away from zero.</summary>
public static class ReportNumbers
{
    /// <summary>Shown for a missing value; never 0.</summary>
    public const string NoValue = "—";

    public static string Write(ReportColumn column, ReportCell cell, CultureInfo culture) =>
        cell switch
        {
            { Text: { } text } => text,
            { Number: { } number } => Write(column, number, culture),
            _ => Write(cell.Gap, culture),
        };

    private static string Write(ReportGap gap, CultureInfo culture) =>
        gap switch
        {
            ReportGap.NotApplicable => IsChinese(culture) ? "不适用" : "n/a",
            ReportGap.NotProvided => IsChinese(culture) ? "未报送" : "not provided",
            ReportGap.NotApproved => IsChinese(culture) ? "未审核" : "not approved",
            ReportGap.None or ReportGap.NoValue => NoValue,
        };

    public static string Write(ReportColumn column, decimal number, CultureInfo culture) =>
        column.Kind switch
        {
            ReportColumnKind.Share => Fixed(number * 100, column.Decimals, culture) + "%",
            ReportColumnKind.Points => Signed(number * 100, column.Decimals, culture),
            ReportColumnKind.Change => Signed(number * 100, column.Decimals, culture) + "%",
            ReportColumnKind.Rank => Fixed(number, 0, culture),
            ReportColumnKind.Text or ReportColumnKind.Number => Fixed(number, column.Decimals, culture),
        };

    private static string Signed(decimal number, int decimals, CultureInfo culture)
    {
        var rounded = Math.Round(number, decimals, MidpointRounding.AwayFromZero);
        return (
                rounded > 0 ? "+"
                : rounded < 0 ? "−"
                : ""
            ) + Fixed(Math.Abs(rounded), decimals, culture);
    }

    private static string Fixed(decimal number, int decimals, CultureInfo culture) =>
        Math.Round(number, decimals, MidpointRounding.AwayFromZero)
            .ToString("N" + decimals.ToString(CultureInfo.InvariantCulture), culture);

    private static bool IsChinese(CultureInfo culture) => culture.TwoLetterISOLanguageName == "zh";
}
