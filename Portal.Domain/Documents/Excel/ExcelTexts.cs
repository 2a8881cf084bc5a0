using System.Globalization;
using System.Resources;

namespace Portal.Domain.Documents.Excel;

/// <summary>What a workbook says beside the report's own words.</summary>
internal static class ExcelTexts
{
    private static readonly ResourceManager s_texts = new("Portal.Domain.Documents.Excel.ExcelText", typeof(ExcelTexts).Assembly);

    public static string In(CultureInfo culture, string key) => s_texts.GetString(key, culture) ?? key;
}
