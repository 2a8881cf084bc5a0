using DocumentFormat.OpenXml.Wordprocessing;

namespace Portal.Domain.Documents.Word;

/// <summary>The typefaces of official documents, and the replacement of each where it is not installed.</summary>
internal static class WordFonts
{
    public const string Body = "FangSong";
    public const string Title = "FZXiaoBiaoSong-B05S";
    public const string First = "SimHei";
    public const string Second = "KaiTi";
    public const string Plain = "SimSun";

    private const string Latin = "Times New Roman";

    public static RunFonts Of(string chinese) =>
        new()
        {
            Ascii = Latin,
            HighAnsi = Latin,
            ComplexScript = Latin,
            EastAsia = chinese,
        };

    /// <summary>A font table: programs without a font use the replacement named beside it.</summary>
    public static Fonts Table() =>
        new(
            Font(Body, "仿宋,仿宋_GB2312,FangSong_GB2312,STFangsong,Noto Serif CJK SC,SimSun", FontFamilyValues.Modern),
            Font(Title, "方正小标宋简体,方正小标宋_GBK,FZXiaoBiaoSong-B05,SimSun,Noto Serif CJK SC", FontFamilyValues.Roman),
            Font(First, "黑体,STHeiti,Noto Sans CJK SC", FontFamilyValues.Modern),
            Font(Second, "楷体,楷体_GB2312,KaiTi_GB2312,STKaiti,Noto Serif CJK SC,SimSun", FontFamilyValues.Modern),
            Font(Plain, "宋体,STSong,Noto Serif CJK SC", FontFamilyValues.Roman),
            Font(Latin, "Liberation Serif,Noto Serif,DejaVu Serif", FontFamilyValues.Roman, "00")
        );

    private static Font Font(string name, string instead, FontFamilyValues family, string characters = "86") =>
        new(
            new AltName { Val = instead },
            new FontCharSet { Val = characters },
            new FontFamily { Val = family },
            new Pitch { Val = FontPitchValues.Variable }
        )
        {
            Name = name,
        };
}
