using System.Globalization;
using System.Resources;

namespace Portal.Domain.Documents.Excel;

/// <summary>The texts of a workbook beside the report's own.</summary>
internal static class ExcelTexts
{
    private static readonly ResourceManager s_texts = new("Portal.Domain.Documents.Excel.ExcelText", typeof(ExcelTexts).Assembly);

    public static string In(CultureInfo culture, string key) => s_texts.GetString(key, culture) ?? key;
}
