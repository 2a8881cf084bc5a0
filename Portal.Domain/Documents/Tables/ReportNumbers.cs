using System.Globalization;

namespace Portal.Domain.Documents.Tables;

/// <summary>Writes a table's cells as a reader sees them: rounding, half away from zero, happens here.</summary>
public static class ReportNumbers
{
    /// <summary>Stands for a value that is not there; never 0.</summary>
    public const string NoValue = "—";

    public static string Write(ReportColumn column, ReportCell cell, CultureInfo culture) =>
        cell switch
        {
            { Text: { } text } => text,
            { Number: { } number } => Write(column, number, culture),
            { Gap: ReportGap.NotApplicable } => IsChinese(culture) ? "不适用" : "n/a",
            { Gap: ReportGap.NotProvided } => IsChinese(culture) ? "未报送" : "not provided",
            { Gap: ReportGap.NotApproved } => IsChinese(culture) ? "未审核" : "not approved",
            _ => NoValue,
        };

    public static string Write(ReportColumn column, decimal number, CultureInfo culture) =>
        column.Kind switch
        {
            ReportColumnKind.Share => Fixed(number * 100, column.Decimals, culture) + "%",
            ReportColumnKind.Points => Signed(number * 100, column.Decimals, culture),
            ReportColumnKind.Change => Signed(number * 100, column.Decimals, culture) + "%",
            ReportColumnKind.Rank => Fixed(number, 0, culture),
            _ => Fixed(number, column.Decimals, culture),
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
