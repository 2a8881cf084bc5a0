using System.Globalization;

namespace Portal.Domain.Reports.Monthly.Inputs;

/// <summary>The languages of every report.</summary>
public static class ReportLanguages
{
    public static CultureInfo Chinese { get; } = CultureInfo.GetCultureInfo("zh-CN");

    public static CultureInfo English { get; } = CultureInfo.GetCultureInfo("en");

    /// <summary>In the order of their names, which is the order in a signature's hash.</summary>
    public static IReadOnlyList<CultureInfo> All { get; } = [English, Chinese];

    /// <summary>The nearest to a reader's language.</summary>
    public static CultureInfo Nearest(CultureInfo culture) => culture.TwoLetterISOLanguageName == "en" ? English : Chinese;

    /// <summary>Null for any other language.</summary>
    public static CultureInfo? Find(string? name) =>
        All.FirstOrDefault(c => string.Equals(c.Name, name, StringComparison.OrdinalIgnoreCase));
}
