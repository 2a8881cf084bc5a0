using System.Globalization;

namespace Portal.Domain.Documents.Charts;

/// <summary>How a column's numbers are written by programs that format them themselves.</summary>
public static class ChartFormats
{
    /// <summary>Such as <c>#,##0</c> or <c>0.0%</c>. Percentage points have no sign that takes them times 100: they are to be written as points, see <see cref="Scale"/>.</summary>
    public static string Of(ReportColumn column) =>
        column.Kind switch
        {
            ReportColumnKind.Share => "0" + Decimals(column) + "%",
            ReportColumnKind.Points => Signed("0" + Decimals(column)),
            ReportColumnKind.Change => Signed("0" + Decimals(column) + "%"),
            ReportColumnKind.Rank => "0",
            _ => "#,##0" + Decimals(column),
        };

    /// <summary>What a number is taken times to be shown with the format: 100 for percentage points, else 1.</summary>
    public static decimal Scale(ReportColumn column) => column.Kind == ReportColumnKind.Points ? 100 : 1;

    /// <summary>What the legend calls a chart's reference.</summary>
    public static string ReferenceName(ReportColumn column, decimal value, CultureInfo culture) =>
        (culture.TwoLetterISOLanguageName == "zh" ? "参考值 " : "Reference ") + ReportNumbers.Write(column, value, culture);

    private static string Signed(string number) => $"+{number};\u2212{number};{number}";

    private static string Decimals(ReportColumn column) => column.Decimals > 0 ? "." + new string('0', column.Decimals) : "";
}
