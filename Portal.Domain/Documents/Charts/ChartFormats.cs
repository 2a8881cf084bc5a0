using System.Globalization;

namespace Portal.Domain.Documents.Charts;

/// <summary>The number formats of columns, for programs that format numbers themselves.</summary>
public static class ChartFormats
{
    /// <summary>
    /// Such as <c>#,##0</c> or <c>0.0%</c>. No format code multiplies percentage points by 100: write them as points, see
    /// <see cref="Scale"/>.
    /// </summary>
    public static string Of(ReportColumn column) =>
        column.Kind switch
        {
            ReportColumnKind.Share => "0" + Decimals(column) + "%",
            ReportColumnKind.Points => Signed("0" + Decimals(column)),
            ReportColumnKind.Change => Signed("0" + Decimals(column) + "%"),
            ReportColumnKind.Rank => "0",
            ReportColumnKind.Text or ReportColumnKind.Number => "#,##0" + Decimals(column),
        };

    /// <summary>The factor to apply to a number before it is shown with the format: 100 for percentage points, else 1.</summary>
    public static decimal Scale(ReportColumn column) => column.Kind == ReportColumnKind.Points ? 100 : 1;

    /// <summary>The name of a chart's reference in the legend.</summary>
    public static string ReferenceName(ReportColumn column, decimal value, CultureInfo culture) =>
        (culture.TwoLetterISOLanguageName == "zh" ? "参考值 " : "Reference ") + ReportNumbers.Write(column, value, culture);

    private static string Signed(string number) => $"+{number};\u2212{number};{number}";

    private static string Decimals(ReportColumn column) => column.Decimals > 0 ? "." + new string('0', column.Decimals) : "";
}
