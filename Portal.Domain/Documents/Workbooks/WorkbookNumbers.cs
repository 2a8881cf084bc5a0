using System.Globalization;

namespace Portal.Domain.Documents.Workbooks;

/// <summary>Converts the stored numbers of a workbook.</summary>
internal static class WorkbookNumbers
{
    /// <summary>The number with the fifteen digits that programs show: they calculate in binary and write 12.300000000000001.</summary>
    public static string ToText(string text, double number) =>
        double.IsFinite(number) && Math.Abs(number) < 1e15 ? ((decimal)number).ToString(CultureInfo.InvariantCulture) : text;

    /// <summary>The instant of a number of days; null outside the years that workbooks know.</summary>
    public static DateTime? ToDate(double number, bool countsFrom1904)
    {
        const double LastDay = 2_958_465; // 9999-12-31
        const int From1904 = 1_462; // days
        var days = countsFrom1904 ? number + From1904 : number;
        if (!(days >= 0 && days <= LastDay))
            return null;
        // Days are stored as fractions, which are exact to a thousandth of a second.
        return DateTime.FromOADate(days);
    }
}
