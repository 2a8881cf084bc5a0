using System.Globalization;

namespace Portal.Domain.Documents.Word;

/// <summary>The words that a Word document adds to the report's own.</summary>
internal static class WordTexts
{
    private const string Digits = "零一二三四五六七八九";

    public static bool IsChinese(CultureInfo culture) => culture.TwoLetterISOLanguageName == "zh";

    public static string Nothing(CultureInfo culture) => IsChinese(culture) ? "本期无此类情况" : "Nothing to report";

    public static string NoChart(string title, CultureInfo culture) =>
        IsChinese(culture) ? $"（{title}：本期无可绘制的数据。）" : $"({title}: there are no figures to draw.)";

    public static string Note(int number, int of, string note, CultureInfo culture) =>
        (IsChinese(culture) ? "注" : "Note")
        + (of > 1 ? (IsChinese(culture) ? "" : " ") + number.ToString(CultureInfo.InvariantCulture) : "")
        + (IsChinese(culture) ? "：" : ": ")
        + note;

    public static string Caption(int number, string title, CultureInfo culture) =>
        IsChinese(culture) ? $"表{number}　{title}" : $"Table {number}. {title}";

    public static string Definitions(CultureInfo culture) => IsChinese(culture) ? "指标说明" : "Definitions";

    public static string Annex(CultureInfo culture) => IsChinese(culture) ? "附件" : "Annex";

    /// <summary>一、 or “1. ”.</summary>
    public static string Heading(int number, string heading, CultureInfo culture) =>
        IsChinese(culture) ? $"{Number(number, culture)}、{heading}" : $"{number}. {heading}";

    /// <summary>（一） or “1) ”.</summary>
    public static string Heading2(int number, string heading, CultureInfo culture) =>
        IsChinese(culture) ? $"（{Number(number, culture)}）{heading}。" : $"({number}) {heading}. ";

    /// <summary>一, 二 … 九十九, or 1, 2 …</summary>
    public static string Number(int number, CultureInfo culture)
    {
        if (!IsChinese(culture) || number is < 1 or > 99)
            return number.ToString(CultureInfo.InvariantCulture);
        var (tens, ones) = (number / 10, number % 10);
        return (tens > 1 ? Digits[tens].ToString() : "") + (tens > 0 ? "十" : "") + (ones > 0 ? Digits[ones].ToString() : "");
    }
}
